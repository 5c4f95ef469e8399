import { LANGUAGES, type Language, type Preferences } from '../../src/contract/window/preferences.ts';
import { languageOf } from '../../src/words/language-of.ts';
import type { Words } from '../../src/words/words.ts';
import { loadWords } from './load-words.ts';
import { ENGLISH } from './use-words.ts';

/** How long the first picture may wait for its language: its file is on this computer. */
const LOAD_MS = 1000;

/** The language that a preference stands for; `system` is the first of the person's that there are words in. */
export function chosenLanguage(preference: Preferences['language'], systemLanguages: readonly string[]): Language {
  return preference === 'system' ? (languageOf(systemLanguages, LANGUAGES) ?? 'en') : preference;
}

/** The words of the first picture; English where they cannot be had within a second. Never rejects. */
export async function loadFirstWords(
  preference: Preferences['language'],
  systemLanguages: readonly string[],
): Promise<Words> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Words>((resolve) => {
    timer = setTimeout(() => resolve(ENGLISH), LOAD_MS);
  });
  try {
    return await Promise.race([loadWords(chosenLanguage(preference, systemLanguages), systemLanguages), late]);
  } catch {
    return ENGLISH;
  } finally {
    clearTimeout(timer);
  }
}
