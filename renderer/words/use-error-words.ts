import { useCallback } from 'react';
import { toAppError } from '../../src/core/errors/app-error.ts';
import type { ErrorWords } from '../../src/words/error-words.ts';
import { windowErrorWords } from '../../src/words/window-error-words.ts';
import { useWords } from './use-words.ts';

export type { ErrorWords };

/** The words of whatever `call` rejected with: what happened, and what to do next. */
export function useErrorWords(): (thrown: unknown) => ErrorWords {
  const words = useWords();
  return useCallback(
    (thrown) => {
      const { code, facts } = toAppError(thrown);
      return windowErrorWords(words, code, facts);
    },
    [words],
  );
}
