import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect } from 'vitest';
import type { ShownPhase } from '../../src/contract/window/flash.ts';
import { writersOf } from '../support/processes.ts';
import { testImage } from '../support/test-image.ts';
import { until } from '../support/waiting.ts';
import { agree, cardFolder, chooseImage, chooseLoop, loopCard, loopFile } from './flash-support.ts';
import { holdCalls, type CallName, type HeldCalls } from './support/held-calls.ts';
import { say } from './support/say.ts';
import type { AppOptions, RunningApp } from './support/start-app.ts';
import { test as base } from './support/window-test.ts';

export const CARD_BYTES = 64 << 20;
const IMAGE_BYTES = 5 << 20;
/** The part of a card that comes last, and what says there until then that it is not finished. */
const FIRST_BYTES = 1 << 20;

/**
 * What the writer asks of the kernel on its way into each phase, one after the other: each waits for a flush or for its own
 * first request, and as long as the last one is held the phase lasts; `startable` for the last flush, when everything but that
 * has been done. `opening`: the card is only looked at.
 */
const WAYS: Readonly<Record<ShownPhase | 'opening', readonly [CallName, ...CallName[]]>> = {
  opening: ['openat'],
  check: ['fsync'],
  write: ['fsync', 'pwrite64'],
  flush: ['fsync', 'fsync'],
  verify: ['fsync', 'pread64'],
  startable: ['fsync', 'fsync', 'fsync', 'fsync'],
};

/** What is on a loop device: what was there before, the marker of an unfinished card, or the whole image. */
type CardContent = 'old' | 'marked' | 'image' | 'neither';

/** A loop device that is being written and does not answer. */
export interface HeldWrite extends RunningApp {
  readonly held: HeldCalls;
  readonly writer: number;
  readonly device: string;
  /** The file behind the device. */
  readonly file: string;
  readonly content: () => Promise<CardContent>;
}

/**
 * A test that may write an image to a loop device as root, up to a phase: there it stands still until `held.release()`. What
 * is still held at the end is let go before the window is closed, which would wait for it.
 */
export const test = base.extend<{ heldWrite: (phase: ShownPhase | 'opening') => Promise<HeldWrite> }>({
  heldWrite: async ({ start }, use) => {
    const holds: HeldCalls[] = [];
    await use((phase) => writeUpTo(phase, start, holds));
    for (const held of holds) await held.release();
  },
});

async function writeUpTo(
  phase: ShownPhase | 'opening',
  start: (options: AppOptions) => Promise<RunningApp>,
  holds: HeldCalls[],
): Promise<HeldWrite> {
  const at = await cardFolder();
  const image = bootable(testImage(IMAGE_BYTES));
  const old = testImage(FIRST_BYTES, 2);
  await writeFile(at('pi.img'), image);
  const file = loopFile(at);
  const device = await loopCard(file, CARD_BYTES);
  await writeFile(file, old, { flag: 'r+', flush: true });
  const running = await start({ args: ['--allow-virtual-devices'] });
  const { app, page } = running;
  await chooseImage(running, at('pi.img'));
  await chooseLoop(page, file);
  await page.getByRole('button', { name: 'Write…' }).click();
  await page.getByRole('alertdialog').waitFor();
  // It is there before the question is answered, and does nothing yet. Those that have looked at the drives go by themselves.
  const writer = await until('one writer', () => {
    const [one, ...others] = writersOf(app.process().pid ?? 0);
    return others.length === 0 && one;
  });
  const [first, ...others] = WAYS[phase];
  const held = await holdCalls(writer, first, first === 'openat' ? device : undefined);
  holds.push(held);
  await agree(page);
  await held.reached();
  for (const call of others) {
    await held.next(call);
    await held.reached();
  }
  await doing(page, phase === 'opening' ? 'check' : phase);
  const content = async (): Promise<CardContent> => {
    const card = await readFile(file);
    const begins = (bytes: Buffer): boolean => card.subarray(0, bytes.length).equals(bytes);
    if (card.toString('latin1', 0, 19) === 'NIXBERRY-UNFINISHED') return 'marked';
    return begins(image) ? 'image' : begins(old) ? 'old' : 'neither';
  };
  return { ...running, held, writer, device, file, content };
}

/** Waits until the page shows this phase as the one that runs. */
async function doing(page: Page, phase: ShownPhase): Promise<void> {
  const row = page.getByRole('listitem').filter({ hasText: say(`window.write.doing.${phase}`) });
  await row.getByText(say(`window.write.phase.${phase}`), { exact: true }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
}

/** With a partition table that a Pi would start from. */
function bootable(image: Buffer): Buffer {
  const FAT32 = 0x0c;
  const [entry, firstSector, sectors] = [446, 2048, 4096];
  image.fill(0, entry, 510);
  image.writeUInt8(FAT32, entry + 4);
  image.writeUInt32LE(firstSector, entry + 8);
  image.writeUInt32LE(sectors, entry + 12);
  image.writeUInt16BE(0x55aa, 510);
  return image;
}
