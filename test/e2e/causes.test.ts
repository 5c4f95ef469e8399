import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/contract/window/preferences.ts';
import type { Words } from '../../src/words/words.ts';
import { TERMINAL_ONLY } from '../core/errors/terminal-only.ts';
import { bannerFlaws } from './causes/banner-flaws.ts';
import { metAt, PLACES, type Met, type MeetingPlace } from './causes/places.ts';
import { putOn, type Look } from './states/looks.ts';
import { axe } from './support/axe.ts';
import { wordsOf } from './support/say.ts';
import { screenshot } from './support/screenshot.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

// Every cause where a person meets it, in every language, in the smallest window and with the largest text.

const SMALLEST = { width: 960, height: 640 };
const USUAL = { width: 1120, height: 720 };

/** Some of each place are looked at by axe: what differs between two causes is their words. */
const SEEN_BY_AXE = 3;

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ args: ['--demo'] });
});
afterAll(() => running.close());

describe.each(LANGUAGES)('in %s', (language) => {
  const words = wordsOf(language);
  const looks: readonly Look[] = [
    { name: 'in the smallest window', preferences: { language, theme: 'light', textPercent: 100 }, size: SMALLEST },
    { name: 'with the largest text', preferences: { language, theme: 'dark', textPercent: 200 }, size: USUAL },
  ];

  describe.each(looks)('$name', (look) => {
    test.each(PLACES)('each cause of the page $name can be read', async (place) => {
      await putOn(running, look);
      await place.open(running);
      const flaws: string[] = [];
      // Reasons differ in words alone, of which the other languages have as many.
      for (const met of metAt(place, language === 'en' ? 'each-reason' : 'once')) {
        await place.show(running, met, words);
        flaws.push(...(await flawsOf(place, met, words)));
      }
      expect(flaws).toEqual([]);
    });
  });
});

describe('in English', () => {
  const words = wordsOf('en');

  test.each(PLACES)('each cause of the page $name has its picture', async (place) => {
    await putOn(running, { ...LIGHT, size: SMALLEST });
    await place.open(running);
    const flaws: string[] = [];
    for (const met of metAt(place, 'each-reason')) {
      await place.show(running, met, words);
      flaws.push(...(await flawsOf(place, met, words)));
      await screenshot(running.page, `causes/${pictureOf(place, met)}`);
    }
    expect(flaws).toEqual([]);
  });

  test.each(PLACES)('axe finds nothing in some of the page $name', async (place) => {
    for (const theme of ['light', 'dark', 'contrast'] as const) {
      await putOn(running, { ...LIGHT, preferences: { ...LIGHT.preferences, theme }, size: SMALLEST });
      await place.open(running);
      for (const met of metAt(place, 'once').slice(0, SEEN_BY_AXE)) {
        await place.show(running, met, words);
        expect(await axe(running.page), met.code).toEqual([]);
      }
    }
  });
});

const LIGHT = { name: 'light', preferences: { language: 'en', theme: 'light', textPercent: 100 } } as const;

async function flawsOf(place: MeetingPlace, met: Met, words: Words): Promise<readonly string[]> {
  const mayNameCommands = met.code in TERMINAL_ONLY;
  const found = await bannerFlaws(running.page, { ...place.said(met, words), mayNameCommands });
  return found.map((flaw) => `${met.code} ${JSON.stringify(met.facts)}: ${flaw}`);
}

function pictureOf({ name }: MeetingPlace, { code, facts: { reason = null, grounds = null } }: Met): string {
  return [name, code, reason, grounds].filter((part) => part !== null).join('-');
}
