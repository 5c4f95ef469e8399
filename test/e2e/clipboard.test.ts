import path from 'node:path';
import { truncate, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { describe, expect, onTestFinished } from 'vitest';
import type { TopicValue } from '../../src/contract/api.ts';
import { writersOf } from '../support/processes.ts';
import { testImage } from '../support/test-image.ts';
import { until } from '../support/waiting.ts';
import {
  agree,
  cardFolder,
  chooseImage,
  chooseLoop,
  loopCard,
  loopFile,
  waitForTitle,
  WRITE_MS,
} from './flash-support.ts';
import { WINDOW_STATES } from './states/list.ts';
import { openState } from './states/state.ts';
import { holdCalls } from './support/held-calls.ts';
import { callMain } from './support/open-view.ts';
import { say } from './support/say.ts';
import type { RunningApp } from './support/start-app.ts';
import { test } from './support/window-test.ts';

// The page may not touch the clipboard (it is given no permission): main does.

const isRoot = process.getuid?.() === 0;
/** Enough to be met in the middle. */
const IMAGE_BYTES = 8 * 2 ** 30;
const CARD_BYTES = 9 * 2 ** 30;

function clipboardOf({ app }: RunningApp): Promise<string> {
  return app.evaluate(({ clipboard }) => clipboard.readText());
}

/** What the keys of the diagnosis put into the clipboard now. */
async function diagnosisOf(running: RunningApp): Promise<string> {
  await running.app.evaluate(({ clipboard }) => clipboard.clear());
  await running.page.keyboard.press('Control+Shift+D');
  const text = await until('the diagnosis', () => clipboardOf(running));
  await running.page.getByText('The diagnosis was copied').waitFor();
  return text;
}

/** Writes to a loop device over this file until a rate of it is known, and pulls it out then. */
async function failToWrite(running: RunningApp, at: (name: string) => string, file: string): Promise<void> {
  const { app, page } = running;
  await writeFile(at('pi.img'), testImage(1 << 20));
  await truncate(at('pi.img'), IMAGE_BYTES);
  const device = await loopCard(file, CARD_BYTES);
  await chooseImage(running, at('pi.img'));
  await chooseLoop(page, file);
  await page.getByRole('button', { name: 'Write…' }).click();
  await agree(page);
  const hasRate = async (): Promise<boolean> => {
    const topics = (await callMain(page, 'app.topics')) as { readonly flash?: TopicValue<'flash'> };
    return (topics.flash?.targets[0]?.samples.length ?? 0) > 0;
  };
  await until('a rate', hasRate, WRITE_MS);
  const [writer] = writersOf(app.process().pid ?? 0);
  if (writer === undefined) throw new Error('nobody writes');
  // What was still written would give the file a size again.
  const held = await holdCalls(writer, 'pwrite64');
  onTestFinished(() => held.release());
  await held.reached();
  await truncate(file, 0);
  await execa('losetup', ['--set-capacity', device]);
  await held.release();
  await page.getByRole('alert').waitFor();
}

describe('the clipboard', () => {
  test('has what the copy button is beside', async ({ start }) => {
    const running = await start({ args: ['--demo'] });
    const written = WINDOW_STATES.find(({ name }) => name === 'done');
    if (written === undefined) throw new Error('no such state');
    await openState(running, written);
    await running.page.getByRole('button', { name: 'Copy', exact: true }).first().click();
    await running.page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await clipboardOf(running)).toBe('ssh ada@greenhouse.local');
  });

  test('has the diagnosis after its keys were pressed', async ({ start }) => {
    const running = await start();
    await running.page.getByRole('heading', { level: 1 }).waitFor();
    await running.page.keyboard.press('Control+Shift+D');
    await running.page.getByText('The diagnosis was copied').waitFor();
    expect(await clipboardOf(running)).toMatch(/^Nixberry \d/);
  });
});

describe.runIf(process.platform === 'linux' && isRoot)('the diagnosis of a write that has failed', () => {
  test('is copied beside it, when the page has gone on, and while something is asked', async ({ start }) => {
    const at = await cardFolder();
    const file = loopFile(at);
    const running = await start({ args: ['--allow-virtual-devices'] });
    const { page } = running;
    await failToWrite(running, at, file);
    const said = [
      `  "${path.basename(file)}", ${CARD_BYTES} bytes, loop on loop`,
      /^ {4}write: failed, \d+ ms, \d+ bytes, min\/median\/max [\d.]+\/[\d.]+\/[\d.]+ MB\/s$/m,
      /^ {4}ended: drive-lost.*, card unknown$/m,
      /^ {2}\S+Z flash drive-lost/m,
    ];
    const expectAll = (text: string): void => {
      for (const one of said) expect(text).toMatch(one);
      expect(text).not.toContain(at(''));
    };
    expectAll(await diagnosisOf(running));
    await page.getByRole('button', { name: 'Choose a drive again' }).click();
    await waitForTitle(page, 'Drive');
    expectAll(await diagnosisOf(running));
    await page.getByRole('button', { name: say('window.drive.virtual') }).click();
    const dialog = page.locator(':is([role=dialog], [role=alertdialog])');
    await dialog.waitFor();
    expectAll(await diagnosisOf(running));
    expect(await dialog.count()).toBe(1);
  });
});
