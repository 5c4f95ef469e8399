import type { Problem, SettingWarning } from './codes.ts';
import { completeSettings } from './complete.ts';
import { parseJson, type Place } from './json-text.ts';
import { settingsSchema, type Settings } from './settings.ts';

/** A problem and its place in the text. */
export type LocatedProblem = Problem & Place;

export type ParsedSettings =
  | { readonly type: 'complete'; readonly settings: Settings; readonly warnings: readonly SettingWarning[] }
  | { readonly type: 'refused'; readonly problems: readonly LocatedProblem[] };

/**
 * Reads the text of a `settings.json` or of a file with answers. Never throws. A field that is not there gets its
 * default, as in settings that an older Nixberry wrote.
 */
export function parseSettingsText(text: string): ParsedSettings {
  const json = parseJson(text);
  if (json.type === 'broken') {
    const { code, path, place } = json;
    return { type: 'refused', problems: [{ path, code, facts: {}, ...place }] };
  }
  const completed = completeSettings(json.value);
  if (completed.type === 'complete') return completed;
  return {
    type: 'refused',
    problems: completed.problems.map((problem) => ({ ...problem, ...json.placeOf(problem.path) })),
  };
}

/** The text of a `settings.json`: fields in the order of the schema, two spaces, a newline at the end. */
export function formatSettings(settings: Settings): string {
  return `${JSON.stringify(settingsSchema.parse(settings), null, 2)}\n`;
}
