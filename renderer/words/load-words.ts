/// <reference types="vite/client" />
import type { Language } from '../../src/contract/window/preferences.ts';
import { createWords, type Messages, type Words } from '../../src/words/words.ts';
import en from '../../assets/locales/en.json' with { type: 'json' };

/** Each is a file of its own that only its readers load; a language whose file is not there yet is said in English. */
const FILES = import.meta.glob<{ readonly default: Messages }>([
  '../../assets/locales/*.json',
  '!../../assets/locales/en.json',
]);

/** The words of a language; what it lacks is English. Rejects where its file cannot be read. */
export async function loadWords(language: Language, tags: readonly string[]): Promise<Words> {
  // Numbers and days as where the person lives, when they speak the language there: 3 Nov or Nov 3.
  const formats = tags.find((tag) => new Intl.Locale(tag).language === new Intl.Locale(language).language) ?? language;
  const load = FILES[`../../assets/locales/${language}.json`];
  if (language === 'en' || load === undefined) return createWords({ locale: 'en', messages: en, formats });
  const { default: messages } = await load();
  return createWords({ locale: language, messages, fallback: en, formats });
}
