import * as z from 'zod';
import { parseJson, type Place } from '../spec/json-text.ts';
import { pathText } from '../spec/path.ts';
import { RELEASE_IDS, type ReleaseId } from '../spec/releases.ts';

/** The format of `nixberry.json` that this program reads and writes. */
const PROJECT_FORMAT = 1;

/** Why `nixberry.json` cannot be used. The words are those of settings: `setting.problem.<code>`. */
const FILE_PROBLEMS = [
  'json-syntax',
  'json-too-deep',
  'json-duplicate',
  'missing',
  'wrong-type',
  'not-one-of',
] as const;
export type FileProblem = (typeof FILE_PROBLEMS)[number];

/** What `nixberry.json` says. */
export interface ProjectFacts {
  readonly release: ReleaseId;
  /** SHA-256 (hex) of each fixed file as Nixberry wrote it: a file that differs was changed by its owner. */
  readonly files: Readonly<Record<string, string>>;
}

export type ParsedProject =
  | { readonly type: 'project'; readonly facts: ProjectFacts }
  | { readonly type: 'newer'; readonly format: number }
  | ({
      readonly type: 'broken';
      readonly code: FileProblem;
      /** Empty for the whole file. */
      readonly path: string;
      readonly allowed: string | null;
      readonly expected: string | null;
    } & Place);

/** A file of the project and nothing outside of it: no `..`, nothing hidden but at the top, nothing of a host's. */
const FIXED_FILE = /^(?!hosts\/|\.[gG][iI][tT]\/)\.?[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

const schema = z.object({
  format: z.literal(PROJECT_FORMAT),
  release: z.enum(RELEASE_IDS),
  // What is not of this form is no record of ours, and its file counts as changed.
  files: z
    .record(z.string(), z.unknown())
    .default({})
    .transform((files) =>
      Object.fromEntries(
        Object.entries(files).filter(
          (entry): entry is [string, string] => FIXED_FILE.test(entry[0]) && typeof entry[1] === 'string',
        ),
      ),
    ),
});

/** Reads the text of `nixberry.json`. Never throws. */
export function parseProject(text: string): ParsedProject {
  const json = parseJson(text);
  if (json.type === 'broken') return broken(json.code, json.path, json.place);
  const format = z.object({ format: z.number() }).safeParse(json.value).data?.format ?? 0;
  if (format > PROJECT_FORMAT) return { type: 'newer', format };
  const parsed = schema.safeParse(json.value, { reportInput: true });
  if (parsed.success) {
    const { release, files } = parsed.data;
    return { type: 'project', facts: { release, files } };
  }
  const [issue] = parsed.error.issues;
  const path = pathText(issue?.path ?? []);
  const place = json.placeOf(path);
  if (issue?.code === 'invalid_value' && issue.input !== undefined)
    return broken('not-one-of', path, place, { allowed: issue.values.map(String).join(', ') });
  if (issue?.input === undefined) return broken('missing', path, place);
  return broken('wrong-type', path, place, { expected: issue.code === 'invalid_type' ? issue.expected : null });
}

/** The text of `nixberry.json`. */
export function formatProject({ release, files }: ProjectFacts): string {
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ format: PROJECT_FORMAT, release, files: sorted }, null, 2)}\n`;
}

function broken(
  code: string,
  path: string,
  place: Place,
  { allowed = null, expected = null }: { allowed?: string | null; expected?: string | null } = {},
): ParsedProject {
  const known = FILE_PROBLEMS.find((problem) => problem === code) ?? 'wrong-type';
  return { type: 'broken', code: known, path, allowed, expected, ...place };
}
