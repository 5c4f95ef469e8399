import en from '../../assets/locales/en.json' with { type: 'json' };
import { LANGUAGES, type Language, type Preferences } from '../contract/window/preferences.ts';
import { languageOf } from '../words/language-of.ts';
import { createWords, type Messages, type Words } from '../words/words.ts';

type Loaded = Promise<{ readonly default: Messages }>;

/** Each is a file of its own, read when somebody wants it. */
const FILES: Readonly<Record<Exclude<Language, 'en'>, () => Loaded>> = {
  de: () => import('../../assets/locales/de.json', { with: { type: 'json' } }),
  fr: () => import('../../assets/locales/fr.json', { with: { type: 'json' } }),
  es: () => import('../../assets/locales/es.json', { with: { type: 'json' } }),
  'zh-Hans': () => import('../../assets/locales/zh-Hans.json', { with: { type: 'json' } }),
  ja: () => import('../../assets/locales/ja.json', { with: { type: 'json' } }),
};

const ENGLISH = createWords({ locale: 'en', messages: en });

let words = ENGLISH;
let wanted: Language = 'en';

/** The words of what main says by itself: dialogs of the system, notifications. In the language of the page. */
export function mainWords(): Words {
  return words;
}

/** Takes up the language of the preferences, or the system's. Resolves when its words are there; never rejects. */
export async function speak(language: Preferences['language'], systemLanguages: readonly string[]): Promise<void> {
  wanted = language === 'system' ? (languageOf(systemLanguages, LANGUAGES) ?? 'en') : language;
  const asked = wanted;
  const loaded = asked === 'en' ? ENGLISH : await load(asked);
  // Another may have been asked for meanwhile. Words that cannot be read leave those that are there.
  if (loaded !== null && asked === wanted) words = loaded;
}

async function load(language: Exclude<Language, 'en'>): Promise<Words | null> {
  const file = await FILES[language]().catch(() => null);
  return file && createWords({ locale: language, messages: file.default, fallback: en });
}
