import type { SettingWarning } from '../../src/core/spec/codes.ts';
import { completedOf } from './completed.ts';
import { isBelow } from './paths.ts';
import { useDraft } from './use-draft.ts';

/** What a person is told of these settings, although they are right; nothing while anything is wrong anywhere. */
export function useWarnings(...paths: readonly string[]): readonly SettingWarning[] {
  const completed = completedOf(useDraft().answers);
  if (completed.type === 'refused') return [];
  return completed.warnings.filter(({ path }) => paths.some((above) => isBelow(path, above)));
}
