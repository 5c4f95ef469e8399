import * as z from 'zod';
import { cacheKeyProblem, type Cache } from '../nix/caches.ts';
import { storeUrlProblem } from '../nix/store-url.ts';
import { parseJson, type Place } from '../spec/json-text.ts';
import { pathText } from '../spec/path.ts';
import { RELEASE_IDS, type ReleaseId } from '../spec/releases.ts';

/** The newest format of `nixberry.json` that this program knows. */
export const PROJECT_FORMAT = 2;

/**
 * A project without caches stays at 1, which every Nixberry reads. One with caches is 2: a Nixberry that knows 1 alone would
 * take no notice of them and drop them with the next change, and so it refuses the project instead.
 */
const FORMAT_WITHOUT_CACHES = 1;

/** Why `nixberry.json` cannot be used. The words are those of settings, `setting.problem.<code>`, or `error.project-broken.<code>`. */
const FILE_PROBLEMS = [
  'json-syntax',
  'json-too-deep',
  'json-duplicate',
  'missing',
  'wrong-type',
  'not-one-of',
  'cache-url',
  'cache-key',
] as const;
export type FileProblem = (typeof FILE_PROBLEMS)[number];

/** What `nixberry.json` says. */
export interface ProjectFacts {
  readonly release: ReleaseId;
  /** SHA-256 (hex) of each fixed file as Nixberry wrote it: a file that differs was changed by its owner. */
  readonly files: Readonly<Record<string, string>>;
  /** Binary caches beside those of this computer, in the order in which they were added. */
  readonly caches: readonly Cache[];
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
  format: z.literal([FORMAT_WITHOUT_CACHES, PROJECT_FORMAT]),
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
  caches: z
    .array(
      z.object({
        url: z.string().refine((url) => storeUrlProblem(url, 'read') === null, 'cache-url'),
        key: z.string().refine((key) => cacheKeyProblem(key) === null, 'cache-key'),
      }),
    )
    .default([]),
});

/** Reads the text of `nixberry.json`. Never throws. */
export function parseProject(text: string): ParsedProject {
  const json = parseJson(text);
  if (json.type === 'broken') return broken(json.code, json.path, json.place);
  const format = z.object({ format: z.number() }).safeParse(json.value).data?.format ?? 0;
  if (format > PROJECT_FORMAT) return { type: 'newer', format };
  const parsed = schema.safeParse(json.value, { reportInput: true });
  if (parsed.success) {
    const { release, files, caches } = parsed.data;
    return { type: 'project', facts: { release, files, caches } };
  }
  const [issue] = parsed.error.issues;
  const path = pathText(issue?.path ?? []);
  const place = json.placeOf(path);
  if (issue?.code === 'invalid_value' && issue.input !== undefined)
    return broken('not-one-of', path, place, { allowed: issue.values.map(String).join(', ') });
  if (issue?.code === 'custom') return broken(issue.message, path, place);
  if (issue?.input === undefined) return broken('missing', path, place);
  return broken('wrong-type', path, place, { expected: issue.code === 'invalid_type' ? issue.expected : null });
}

/** The text of `nixberry.json`. */
export function formatProject({ release, files, caches }: ProjectFacts): string {
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  const newer = caches.length > 0 ? { caches: caches.map(({ url, key }) => ({ url, key })) } : {};
  const format = caches.length > 0 ? PROJECT_FORMAT : FORMAT_WITHOUT_CACHES;
  return `${JSON.stringify({ format, release, ...newer, files: sorted }, null, 2)}\n`;
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
