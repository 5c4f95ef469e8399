import * as z from 'zod';
import { nothing } from './call.ts';

/** The languages that there are words in. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'zh-Hans', 'ja'] as const;

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;

/** How large text is, and everything with it, in percent. */
export const TEXT_PERCENTS = [100, 115, 130, 150, 175, 200] as const;

/** How a person wants the window to be. It has nothing to do with any Pi. */
export const preferencesSchema = z.strictObject({
  theme: z.enum(THEMES),
  language: z.enum(['system', ...LANGUAGES]),
  textPercent: z.literal(TEXT_PERCENTS),
  /** Whether several cards may be chosen at once. */
  severalCards: z.boolean(),
  /** Whether the desktop is told when a long job has ended. */
  notifications: z.boolean(),
});

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  language: 'system',
  textPercent: 100,
  severalCards: false,
  notifications: true,
};

export const preferencesCalls = {
  /** Changes some; resolves when they are kept. */
  'preferences.change': { input: preferencesSchema.partial(), output: nothing },
} as const;

export const preferencesTopics = { preferences: preferencesSchema } as const;

export type Preferences = Readonly<z.infer<typeof preferencesSchema>>;
export type Language = (typeof LANGUAGES)[number];
