import { boardOf, defaultKernelOf } from '../boards/index.ts';
import type { Problem, SettingWarning } from './codes.ts';
import { problemsOfIssues } from './problem-of-issue.ts';
import { releaseOf } from './releases.ts';
import { judgeSettings } from './rules/rules.ts';
import { answersSchema, SCHEMA_PATH, SETTINGS_FORMAT, settingsSchema, type Settings } from './settings.ts';

/** What has become of answers. Refused answers have at least one problem. */
export type Completed =
  | { readonly type: 'complete'; readonly settings: Settings; readonly warnings: readonly SettingWarning[] }
  | { readonly type: 'refused'; readonly problems: readonly Problem[] };

/**
 * Fills in every default, in the order of the schema, and judges the whole. Takes anything and never throws; what is
 * complete stays as it is.
 */
export function completeSettings(answers: unknown): Completed {
  const newer = newerFormat(answers);
  if (newer) return { type: 'refused', problems: [newer] };
  const answered = answersSchema.safeParse(withUser(answers), { reportInput: true });
  if (!answered.success) return { type: 'refused', problems: problemsOfIssues(answered.error.issues) };
  const { board, release } = answered.data;
  const settings = settingsSchema.parse({
    ...answered.data,
    $schema: SCHEMA_PATH,
    // A board without any kernel is refused below; until then it needs a name for one.
    kernel: answered.data.kernel ?? defaultKernelOf(boardOf(board), release) ?? 'mainline',
    stateVersion: answered.data.stateVersion ?? releaseOf(release).stateVersion,
  });
  const { problems, warnings } = judgeSettings(settings, boardOf(board));
  return problems.length > 0 ? { type: 'refused', problems } : { type: 'complete', settings, warnings };
}

/** Everything else in settings of a newer format may mean something else: this comes before all. */
function newerFormat(answers: unknown): Problem | null {
  const format = isObject(answers) ? answers.format : undefined;
  if (typeof format !== 'number' || !(format > SETTINGS_FORMAT)) return null;
  return { path: 'format', code: 'format-newer', facts: { format, known: SETTINGS_FORMAT } };
}

/** So that it is `user.name` that is missing, and not a `user`. */
function withUser(answers: unknown): unknown {
  return isObject(answers) && answers.user === undefined ? { ...answers, user: {} } : answers;
}

function isObject(value: unknown): value is { readonly format?: unknown; readonly user?: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
