import type { Facts } from '../core/errors/app-error.ts';
import type { ErrorCode } from '../core/errors/causes.ts';
import { errorWords as wordsOf, type ErrorWords } from '../words/error-words.ts';
import { WORDS } from './words.ts';

/** The words for an error, in the finest grain that we have them. */
export function errorWords(code: ErrorCode, facts: Facts): ErrorWords {
  return wordsOf(WORDS, code, facts);
}
