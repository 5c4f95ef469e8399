import type { Problem } from '../../src/core/spec/codes.ts';
import type { Lack } from '../../src/core/wizard/step.ts';
import type { MessageKey } from '../../src/words/words.ts';
import { isBelow } from './paths.ts';
import type { Situation } from './situation.ts';

/** What core's schema says against the answers at these paths, and below them, as a step's lacks. */
export function settingLacks({ completed }: Situation, paths: readonly string[]): readonly Lack<MessageKey>[] {
  if (completed.type === 'complete') return [];
  return completed.problems.filter(({ path }) => paths.some((above) => isBelow(path, above))).map(lackOf);
}

function lackOf({ path, code }: Problem): Lack<MessageKey> {
  return {
    kind: 'mend',
    path,
    says: { key: code === 'missing' ? 'window.frame.lack.missing' : 'window.frame.lack.mend' },
  };
}
