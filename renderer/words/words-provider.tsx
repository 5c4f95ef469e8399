import { useEffect, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { Words } from '../../src/words/words.ts';
import type { Preferences } from '../../src/contract/window/preferences.ts';
import { chosenLanguage } from './first-words.ts';
import { loadWords } from './load-words.ts';
import { ENGLISH, WordsContext } from './use-words.ts';

export interface WordsProviderProps {
  readonly language: Preferences['language'];
  /** The person's languages, best first, as BCP 47 tags. */
  readonly systemLanguages: readonly string[];
  /** Those of the first picture. */
  readonly first?: Words;
  readonly children: ReactNode;
}

/** Gives the page the words of a language. While they are loaded the former ones stay. */
export function WordsProvider({ language, systemLanguages, first, children }: WordsProviderProps): ReactNode {
  const [words, setWords] = useState<Words>(first ?? ENGLISH);
  const chosen = chosenLanguage(language, systemLanguages);
  useEffect(() => {
    let isWanted = true;
    // Words that cannot be loaded leave those that are there.
    void loadWords(chosen, systemLanguages).then(
      (loaded) => isWanted && setWords(loaded),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [chosen, systemLanguages]);
  useEffect(() => {
    // Tells the browser which glyphs, hyphens and voices are right.
    document.documentElement.lang = words.locale;
  }, [words.locale]);
  return (
    <WordsContext value={words}>
      <I18nProvider locale={words.locale}>{children}</I18nProvider>
    </WordsContext>
  );
}
