import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Language } from '../../../src/contract/window/preferences.ts';
import { createWords, type Messages, type Words } from '../../../src/words/words.ts';

const LOCALES = path.resolve(import.meta.dirname, '../../../assets/locales');

/** The window's English words, as a person sees them whose `LANG` is that of these tests. */
export const { t: say } = wordsOf('en');

/** The window's words in this language; what it lacks is English. Throws where there is no file of it. */
export function wordsOf(language: Language): Words {
  return createWords({ locale: language, messages: messagesOf(language), fallback: messagesOf('en') });
}

function messagesOf(language: Language): Messages {
  return JSON.parse(readFileSync(path.join(LOCALES, `${language}.json`), 'utf8')) as Messages;
}
