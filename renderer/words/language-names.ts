import type { Language } from '../../src/contract/window/preferences.ts';

/** What a language calls itself: who looks for it may not read the present one. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  'zh-Hans': '简体中文',
  ja: '日本語',
};
