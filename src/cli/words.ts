import { describeBytes } from '../core/drives/display.ts';
import en from '../../assets/locales/en.json' with { type: 'json' };
import { createWords, type MessageKey, type Words } from '../words/words.ts';
import { describeMs } from './render/format.ts';

export type { MessageKey };

/** The terminal's words: English, with sizes and times that need nothing of `Intl`, which takes 20 ms of a start to load. */
export const WORDS: Words = createWords({
  locale: 'en',
  messages: en,
  amounts: { bytes: describeBytes, duration: describeMs },
});

export const { t, hasWords } = WORDS;
