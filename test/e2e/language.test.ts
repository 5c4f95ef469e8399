import { describe, expect } from 'vitest';
import type { Page } from '@playwright/test';
import { personHome } from './support/person-home.ts';
import { say, wordsOf } from './support/say.ts';
import { test } from './support/window-test.ts';

const { t: deutsch } = wordsOf('de');
const { t: français } = wordsOf('fr');

async function waitForTitle(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
}

function langOf(page: Page): Promise<string> {
  return page.evaluate(() => document.documentElement.lang);
}

describe('the language', () => {
  test('changes at once where it is chosen, and is the same after a restart', async ({ start }) => {
    const home = await personHome();
    const first = await start({ home });
    const { page } = first;
    await waitForTitle(page, say('window.start.title'));
    expect(await langOf(page)).toBe('en');
    await page.keyboard.press('Control+Comma');
    await page.getByRole('button', { name: new RegExp(say('window.settings.language')) }).click();
    await page.getByRole('option', { name: 'Deutsch', exact: true }).click();
    // Dialog and page behind it, in German words that are no English ones.
    await page.getByRole('dialog', { name: deutsch('window.settings.title') }).waitFor();
    expect(deutsch('window.settings.title')).not.toBe(say('window.settings.title'));
    expect(await langOf(page)).toBe('de');
    await page.keyboard.press('Escape');
    await waitForTitle(page, deutsch('window.start.title'));
    await first.close();

    const second = await start({ home });
    await waitForTitle(second.page, deutsch('window.start.title'));
    expect(await langOf(second.page)).toBe('de');
  });

  test('is that of the system until another is chosen', async ({ start }) => {
    const { page } = await start({ env: { LANG: 'fr_FR.UTF-8', LANGUAGE: 'fr_FR:fr' } });
    await waitForTitle(page, français('window.start.title'));
    expect(français('window.start.title')).not.toBe(say('window.start.title'));
    expect(await langOf(page)).toBe('fr');
  });

  test('is English on a system that speaks one without words here', async ({ start }) => {
    const { page } = await start({ env: { LANG: 'fi_FI.UTF-8', LANGUAGE: 'fi_FI:fi' } });
    await waitForTitle(page, say('window.start.title'));
    expect(await langOf(page)).toBe('en');
  });
});
