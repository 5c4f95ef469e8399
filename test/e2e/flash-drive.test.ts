import { existsSync } from 'node:fs';
import { open, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect } from 'vitest';
import { testImage } from '../support/test-image.ts';
import { until } from '../support/waiting.ts';
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

  test('of which most is right already is written only where it differs, when the box is ticked', async ({ start }) => {
    const at = await cardFolder();
    const image = testImage(5 << 20);
    await writeFile(at('pi.img'), image);
    const file = loopFile(at);
    await loopCard(file, CARD_BYTES);
    await writeFile(file, Buffer.from(image).fill(0x55, 3 << 20, (3 << 20) + 10), { flag: 'r+', flush: true });
    const running = await start({ args: ['--allow-virtual-devices'] });
    const { page } = running;
    await chooseImage(running, at('pi.img'));
    await chooseLoop(page, file);
    await page.locator('label', { hasText: say('window.drive.changed') }).click();
    await page.getByRole('button', { name: 'Write…' }).click();
    await agree(page);
    await goOnToDone(page);
    // The piece that differs, and the first MiB, which is cleared before and written at the end.
    await page.getByText(/^1\.1\sMB in /).waitFor();
    expect((await readFile(file)).subarray(0, image.length).equals(image)).toBe(true);
  });

  const ASKED = [
    {
      how: 'goes',
      // As a reader tells it: from then on it has no size. A device that is detached may be somebody else's at once.
      away: async (device: string, file: string) => {
        await truncate(file, 0);
        await execa('losetup', ['--set-capacity', device]);
      },
      said: (device: string) => say('error.drive-lost', { device }),
    },
    {
      how: 'becomes another one of the same size',
      away: async (device: string, file: string) => {
        await writeFile(otherOf(file), '');
        await truncate(otherOf(file), CARD_BYTES);
        await execa('losetup', ['--detach', device]);
        // It stays while anybody else still has it open.
        const attach = () => execa('losetup', ['--direct-io=on', device, otherOf(file)], { reject: false });
        await until('the other one to be in its place', async () => (await attach()).exitCode === 0);
      },
      said: (device: string) => say('error.drive-changed', { device, what: 'diskseq' }),
    },
  ] as const;

  test.for(ASKED)(
    'that $how while the question is shown is not written, and one sentence says so',
    async ({ away, said }, { start }) => {
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
      await away(device, file);
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      await page.getByText(said(path.basename(file)), { exact: true }).waitFor();
      for (const card of [file, otherOf(file)].filter(existsSync))
        expect((await readFile(card)).every((byte) => byte === 0)).toBe(true);
    },
  );

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

/** The card that takes the place of this one. */
function otherOf(file: string): string {
  return `${file}-other`;
}

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
