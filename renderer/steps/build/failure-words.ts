import type { BuildView } from '../../../src/contract/window/build.ts';
import { errorWords, type ErrorWords } from '../../../src/words/error-words.ts';
import type { Words } from '../../../src/words/words.ts';

/**
 * Why a build failed, and what to do next in this window: where the terminal's advice is a command or an option of its own,
 * there are other words for it (`window.nix-next.<cause>`), and where no cause is known, where to look for it.
 */
export function failureWords(words: Words, { code, facts, derivation }: NonNullable<BuildView['error']>): ErrorWords {
  // The log is below it, and its name is what people know.
  const shown = { ...facts, derivation };
  const said = errorWords(words, code, shown);
  if (code !== 'build-failed') return said;
  const key = `window.nix-next.${String(facts.cause)}`;
  if (words.hasWords(key)) return { ...said, next: words.t(key, shown) };
  const isKnown = words.hasWords(`nix-cause.${String(facts.cause)}.next`);
  return isKnown ? said : { ...said, next: words.t('window.build.failed-next') };
}
