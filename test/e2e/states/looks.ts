import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Preferences } from '../../../src/contract/window/preferences.ts';
import { callMain } from '../support/open-view.ts';
import type { RunningApp } from '../support/start-app.ts';

/** How a person may have the window. */
export interface Look {
  /** Also the folder of its pictures. */
  readonly name: string;
  readonly preferences: Partial<Preferences>;
  /** Of the page, in CSS pixels at 100 %. */
  readonly size: { readonly width: number; readonly height: number };
  /** The system's own few colours, as with a contrast theme of Windows. */
  readonly forcedColors?: true;
  /** None of our languages is written so; the layout is to be ready for one. */
  readonly direction?: 'rtl';
  /** By their names: the states that are looked at in it; all of them by default. */
  readonly states?: readonly string[];
}

const USUAL = { width: 1120, height: 720 };
const SMALLEST = { width: 960, height: 640 };
const LARGEST = { width: 3840, height: 2160 };
const ENGLISH = { language: 'en', textPercent: 100 } as const;

/** The pages that people see first, and those where a word that is misread costs a disk. */
const KEY_STATES = ['start', 'board', 'drive', 'write'];

/** In which languages besides English: a long one in the smallest window, and those that are written in other ways. */
const OTHER_LANGUAGES: readonly Look[] = [
  { name: 'german', preferences: { ...ENGLISH, language: 'de', theme: 'light' }, size: SMALLEST },
  { name: 'french', preferences: { ...ENGLISH, language: 'fr', theme: 'light' }, size: SMALLEST, states: KEY_STATES },
  { name: 'spanish', preferences: { ...ENGLISH, language: 'es', theme: 'light' }, size: SMALLEST, states: KEY_STATES },
  { name: 'japanese', preferences: { ...ENGLISH, language: 'ja', theme: 'dark' }, size: USUAL, states: KEY_STATES },
  {
    name: 'chinese',
    preferences: { ...ENGLISH, language: 'zh-Hans', theme: 'light' },
    size: USUAL,
    states: KEY_STATES,
  },
];

/** One more: a line here. */
export const LOOKS: readonly Look[] = [
  { name: 'light', preferences: { ...ENGLISH, theme: 'light' }, size: USUAL },
  { name: 'dark', preferences: { ...ENGLISH, theme: 'dark' }, size: USUAL },
  { name: 'contrast', preferences: { ...ENGLISH, theme: 'contrast' }, size: USUAL },
  { name: 'smallest', preferences: { ...ENGLISH, theme: 'light' }, size: SMALLEST },
  { name: 'large-text', preferences: { ...ENGLISH, theme: 'light', textPercent: 200 }, size: USUAL },
  { name: 'forced', preferences: { ...ENGLISH, theme: 'system' }, size: USUAL, forcedColors: true, states: KEY_STATES },
  { name: 'rtl', preferences: { ...ENGLISH, theme: 'light' }, size: SMALLEST, direction: 'rtl', states: KEY_STATES },
  { name: 'largest', preferences: { ...ENGLISH, theme: 'light' }, size: LARGEST, states: KEY_STATES },
  ...OTHER_LANGUAGES.filter(({ preferences }) => hasWords(String(preferences.language))),
];

/** The look counts from now on, in every page that is opened. */
export async function putOn({ app, page }: RunningApp, look: Look): Promise<void> {
  const { preferences, size, forcedColors, direction } = look;
  await callMain(page, 'preferences.change', preferences);
  await page.emulateMedia({ forcedColors: forcedColors ? 'active' : 'none' });
  await turnPages(page, direction ?? 'ltr');
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setContentSize(width, height);
  }, size);
}

/** Each page has it by itself when it is loaded: the last that was asked for. */
async function turnPages(page: Page, direction: 'ltr' | 'rtl'): Promise<void> {
  await page.addInitScript((dir) => {
    addEventListener('DOMContentLoaded', () => (document.documentElement.dir = dir));
  }, direction);
}

/** Of these states, those that are looked at in a look. */
export function statesIn<State extends { readonly name: string }>(
  look: Look,
  states: readonly State[],
): readonly State[] {
  return states.filter(({ name }) => look.states?.includes(name) ?? true);
}

/** Without words of its own a language is shown in English. */
function hasWords(language: string): boolean {
  return existsSync(path.resolve(import.meta.dirname, `../../../assets/locales/${language}.json`));
}
