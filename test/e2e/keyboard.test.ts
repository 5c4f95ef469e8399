import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, onTestFinished } from 'vitest';
import type { StepId } from '../../renderer/steps/step.ts';
import { KEYS } from '../core/spec/some-answers.ts';
import { WRITE_MS } from './flash-support.ts';
import { NIX_ENV } from './support/build-flake.ts';
import { waitForFocus } from './support/focus.ts';
import { pressTo } from './support/keyboard.ts';
import { say } from './support/say.ts';
import { test } from './support/window-test.ts';

const BUILD_MS = 60_000;
const PI = 'Raspberry Pi 4 Model B';
const CARD = say('window.drive.card-name', { name: 'card.img' });
const WRITE = say('window.drive.write');

/** The title of a new step has the focus: it is read, and Tab goes on from there. */
async function waitForStep(page: Page, step: StepId): Promise<void> {
  await waitForFocus(page, 'heading', say(`window.step.${step}.title`));
}

async function goOnTo(page: Page, step: StepId): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await waitForStep(page, step);
}

async function describePi(page: Page): Promise<void> {
  const { keyboard } = page;
  await waitForFocus(page, 'heading', say('window.start.title'));
  await pressTo(page, 'button', new RegExp(`^${say('window.start.new')}`));
  await keyboard.press('Enter');
  await waitForStep(page, 'board');

  // Nothing is chosen yet: the first thing to mend is the list of boards.
  await keyboard.press('Control+Enter');
  await waitForFocus(page, 'radio', /^Raspberry Pi/);
  await pressTo(page, 'radio', PI, 'ArrowDown');
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  await keyboard.press('Space');
  await page.getByRole('radio', { name: PI, exact: true, checked: true }).waitFor();
  await goOnTo(page, 'name-and-user');

  await keyboard.press('Control+Enter');
  await waitForFocus(page, 'textbox', say('window.step.name-and-user.host'));
  await keyboard.type('greenhouse');
  await pressTo(page, 'textbox', say('window.step.name-and-user.user'));
  await keyboard.press('Control+A');
  await keyboard.type('ada');
  await pressTo(page, 'button', say('window.step.name-and-user.key.paste'));
  await keyboard.press('Enter');
  await waitForFocus(page, 'textbox', say('window.step.name-and-user.key.paste.label'));
  await keyboard.insertText(KEYS.ed25519);
  await pressTo(page, 'button', say('window.step.name-and-user.key.add'));
  await keyboard.press('Enter');
  await page.getByText(say('window.step.name-and-user.key.added', { added: 1, known: 0 })).waitFor();
  // The form has gone, and with it what had the focus: it is at what had opened it.
  await waitForFocus(page, 'button', say('window.step.name-and-user.key.paste'));
  await goOnTo(page, 'network');

  await pressTo(page, 'radio', new RegExp(`^${say('window.network.way.cable')}`));
  await goOnTo(page, 'region');

  await pressTo(page, 'combobox', say('window.region.zone'));
  await keyboard.press('Control+A');
  await keyboard.type('Berlin');
  await page.getByRole('option', { name: /Berlin/ }).waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await page.getByRole('option').waitFor({ state: 'detached' });
  expect(await page.getByRole('combobox', { name: say('window.region.zone') }).inputValue()).toMatch(/^Berlin/);
  await goOnTo(page, 'extras');

  await pressTo(page, 'checkbox', new RegExp(`^${say('window.extras.interface.i2c')}`));
  await keyboard.press('Space');
  await page.getByRole('checkbox', { name: say('window.extras.interface.i2c'), checked: true }).waitFor();
}

/** A folder of settings in which the demo's card was written before, so that a question comes. */
async function homeWithCard(): Promise<{ home: string; card: string }> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'nixberry-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
  const folder = path.join(home, '.config/nixberry/window/demo');
  await mkdir(folder, { recursive: true });
  const card = path.join(folder, 'card.img');
  await writeFile(card, 'what was there before');
  return { home, card };
}

test('the whole way is gone with the keyboard alone', async ({ start }) => {
  const { home, card } = await homeWithCard();
  const { page } = await start({ args: ['--demo'], env: NIX_ENV, home });
  const { keyboard } = page;
  await describePi(page);

  // To another step and back, by number and by arrow; what was answered stays.
  await keyboard.press('Alt+2');
  await waitForStep(page, 'name-and-user');
  expect(await page.getByRole('textbox', { name: say('window.step.name-and-user.host') }).inputValue()).toBe(
    'greenhouse',
  );
  await keyboard.press('Alt+5');
  await waitForStep(page, 'extras');
  await keyboard.press('Alt+ArrowLeft');
  await waitForStep(page, 'region');

  // What opens over the page gives the focus back to where it was.
  await pressTo(page, 'combobox', say('window.region.locale'));
  await keyboard.press('F1');
  await waitForFocus(page, 'button', say('window.ui.close'));
  await keyboard.press('Escape');
  await waitForFocus(page, 'combobox', say('window.region.locale'));

  await goOnTo(page, 'extras');
  await goOnTo(page, 'where');
  await goOnTo(page, 'review');
  await goOnTo(page, 'build');
  await page.getByText(say('window.build.sentence.done', { host: null })).waitFor({ timeout: BUILD_MS });
  await goOnTo(page, 'drive');

  await pressTo(page, 'radio', CARD);
  await keyboard.press('Space');
  await page.getByRole('radio', { name: CARD, checked: true }).waitFor();
  await pressTo(page, 'button', WRITE);
  await keyboard.press('Enter');
  await waitForFocus(page, 'button', say('window.ui.cancel'));
  await keyboard.press('Escape');
  await waitForFocus(page, 'button', WRITE);
  expect(await readFile(card, 'utf8')).toBe('what was there before');

  await keyboard.press('Control+Enter');
  await waitForFocus(page, 'button', say('window.ui.cancel'));
  const yes = page.getByRole('alertdialog').getByRole('button', { name: say('window.confirm.yes-file') });
  await yes.and(page.locator(':not([aria-disabled=true])')).waitFor();
  await pressTo(page, 'button', say('window.confirm.yes-file'));
  await keyboard.press('Enter');
  await waitForStep(page, 'write');
  await page.getByText(say('window.write.ended.done', { verified: 'direct' })).waitFor({ timeout: WRITE_MS });
  await goOnTo(page, 'done');
  expect((await readFile(card)).length).toBeGreaterThan(1 << 20);
});
