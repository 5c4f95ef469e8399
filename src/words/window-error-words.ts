import type { Facts } from '../core/errors/app-error.ts';
import type { ErrorCode } from '../core/errors/causes.ts';
import { errorWordsOf, type ErrorWords } from './error-words.ts';
import type { Words } from './words.ts';

/**
 * The words for an error in the window. Where the terminal's name a command or an option of its own, the window has others:
 * `window.error.<code>`, finer `window.error.<code>.<reason>`, each with `.next`; for what Nix says `window.nix-next.<cause>`.
 * What helps against the very reason goes before what helps in general.
 */
export function windowErrorWords(words: Words, code: ErrorCode, facts: Facts): ErrorWords {
  const own = `window.error.${code}`;
  const said = errorWordsOf(words, code, facts, (key) => [key.replace(`error.${code}`, own), key]);
  const nixNext = `window.nix-next.${String(facts.cause)}`;
  return code === 'build-failed' && words.hasWords(nixNext) ? { ...said, next: words.t(nixNext, facts) } : said;
}
