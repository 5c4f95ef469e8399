import type { BuildView } from '../../../src/contract/window/build.ts';
import type { ErrorWords } from '../../../src/words/error-words.ts';
import { windowErrorWords } from '../../../src/words/window-error-words.ts';
import type { Words } from '../../../src/words/words.ts';

/** Why a build failed, and what to do next; where no cause is known, where to look for it. */
export function failureWords(words: Words, { code, facts, derivation }: NonNullable<BuildView['error']>): ErrorWords {
  // The log is below it, and its name is what people know.
  const said = windowErrorWords(words, code, { ...facts, derivation });
  const isKnown = facts.cause !== 'other' && words.hasWords(`nix-cause.${String(facts.cause)}.next`);
  return code !== 'build-failed' || isKnown ? said : { ...said, next: words.t('window.build.failed-next') };
}
