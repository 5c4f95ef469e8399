import { useCallback } from 'react';
import { toAppError } from '../../src/core/errors/app-error.ts';
import { errorWords, type ErrorWords } from '../../src/words/error-words.ts';
import { useWords } from './use-words.ts';

export type { ErrorWords };

/** The words of whatever `call` rejected with: what happened, and what to do next. */
export function useErrorWords(): (thrown: unknown) => ErrorWords {
  const words = useWords();
  return useCallback(
    (thrown) => {
      const { code, facts } = toAppError(thrown);
      const said = errorWords(words, code, facts);
      // Where the terminal names a command, the window has something to press. What helps against the very reason, helps here, too.
      const next = `window.error.${code}.next`;
      const ofReason = `error.${code}.${String(facts.reason)}.next`;
      return words.hasWords(next) && !words.hasWords(ofReason) ? { ...said, next: words.t(next, facts) } : said;
    },
    [words],
  );
}
