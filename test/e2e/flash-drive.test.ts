import { open, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect } from 'vitest';
import { testImage } from '../support/test-image.ts';
import {
  agree,
  cardFolder,
  chooseImage,
  chooseLoop,
  chooseVirtualCard,
  goOnToDone,
  loopCard,
  loopFile,
  loopRadio,
  waitForTitle,
} from './flash-support.ts';
import { answerDialogs } from './support/dialogs.ts';
import type { AppOptions, RunningApp } from './support/start-app.ts';
import { say } from './support/say.ts';
import { test } from './support/window-test.ts';

const CARD_BYTES = 64 << 20;
/** Enough to be met in the middle. */
const LONG_BYTES = 3 * 2 ** 30;
const isRoot = process.getuid?.() === 0;

describe.runIf(isRoot)('a loop device as root', () => {
  test('is written after the question, and byte by byte', async ({ start }) => {
    const at = await cardFolder();
    const image = testImage(5 << 20);
    await writeFile(at('pi.img'), image);
    const file = loopFile(at);
    await loopCard(file, CARD_BYTES);
    const running = await start({ args: ['--allow-virtual-devices'] });
    const { page } = running;
    await chooseImage(running, at('pi.img'));
    await chooseLoop(page, file);
    await page.getByRole('button', { name: 'Write…' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText(new RegExp(`^Erase ${path.basename(file)} and write`)).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    expect((await readFile(file)).every((byte) => byte === 0)).toBe(true);
    await agree(page);
    await goOnToDone(page);
    const written = await readFile(file);
    expect(written.subarray(0, image.length).equals(image)).toBe(true);
  });

  test('that goes while the question is shown is not written, and one sentence says so', async ({ start }) => {
    const at = await cardFolder();
    await writeFile(at('pi.img'), testImage(1 << 20));
    const file = loopFile(at);
    const device = await loopCard(file, CARD_BYTES);
    const running = await start({ args: ['--allow-virtual-devices'] });
    const { page } = running;
    await chooseImage(running, at('pi.img'));
    await chooseLoop(page, file);
    await page.getByRole('button', { name: 'Write…' }).click();
    await page.getByRole('alertdialog').waitFor();
    await execa('losetup', ['--detach', device]);
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await page.getByText(/is gone: it was pulled out|is not the drive you said yes to/).waitFor();
    expect((await readFile(file)).every((byte) => byte === 0)).toBe(true);
  });

  test('is not offered without the switch', async ({ start }) => {
    const at = await cardFolder();
    await writeFile(at('pi.img'), testImage(1 << 20));
    const file = loopFile(at);
    await loopCard(file, CARD_BYTES);
    const running = await start();
    await chooseImage(running, at('pi.img'));
    await running.page.getByText('Drives appear here as you plug them in').waitFor();
    expect(await loopRadio(running.page, file).count()).toBe(0);
  });
});

describe('a write that lasts', () => {
  async function writing(start: (options?: AppOptions) => Promise<RunningApp>) {
    const at = await cardFolder();
    await writeFile(at('pi.img'), testImage(1 << 20));
    // The rest is zeros, which take no room in a file and as long to write.
    await truncate(at('pi.img'), LONG_BYTES);
    const running = await start();
    await chooseImage(running, at('pi.img'));
    await chooseVirtualCard(running, at('card.img'));
    await running.page.getByRole('button', { name: 'Write', exact: true }).click();
    await waitForTitle(running.page, 'Write and verify');
    return { ...running, at };
  }

  test.for(['Write', 'Verify'])(
    'can be cancelled in the phase %s, and says what the card is',
    async (phase, { start }) => {
      const { page, at } = await writing(start);
      await page.getByRole('listitem').filter({ hasText: DOING[phase] }).waitFor({ timeout: 60_000 });
      await page.getByRole('button', { name: 'Cancel…' }).click();
      await page.getByRole('button', { name: 'Stop writing' }).click();
      await page.getByText('Writing was stopped').waitFor();
      await page.getByText(/^The card is unfinished/).waitFor();
      const start512 = await firstBytes(at('card.img'));
      expect(start512).toMatch(/Nixberry/i);
      await page.getByRole('button', { name: 'Choose a drive again' }).click();
      await waitForTitle(page, 'Drive');
    },
  );

  test('goes on while the page is loaded anew', async ({ start }) => {
    const { page } = await writing(start);
    await page.reload();
    await waitForTitle(page, 'Write and verify');
    await goOnToDone(page);
  });

  test('keeps the window open until somebody says otherwise', async ({ start }) => {
    const { app, page } = await writing(start);
    await answerDialogs(app, { button: 0 });
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await goOnToDone(page);
  });
});

const DOING: Readonly<Record<string, string>> = {
  Write: say('window.write.doing.write'),
  Verify: say('window.write.doing.verify'),
};

/** A card of GBs is not read whole for its start. */
async function firstBytes(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.toString('latin1');
  } finally {
    await handle.close();
  }
}
