import { createContext, useContext } from 'react';
import en from '../../assets/locales/en.json' with { type: 'json' };
import { createWords, type Words } from '../../src/words/words.ts';

/** English: what is said until another language has been loaded, and wherever that one has no words. */
export const ENGLISH: Words = createWords({ locale: 'en', messages: en });

export const WordsContext = createContext<Words>(ENGLISH);

/** The words of the language that the person chose: `const { t, bytes, locale } = useWords()`. */
export function useWords(): Words {
  return useContext(WordsContext);
}
