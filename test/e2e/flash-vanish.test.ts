import { truncate } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect } from 'vitest';
import { isAlive } from '../../src/node/alive.ts';
import { until } from '../support/waiting.ts';
import { CARD_BYTES, test, type HeldWrite } from './flash-held.ts';
import { agree, chooseLoop, goOnToDone, loopRadio, waitForTitle } from './flash-support.ts';
import { say } from './support/say.ts';

const isRoot = process.getuid?.() === 0;

/**
 * As a reader tells it whose card is pulled out: it stays where it is, with a capacity of 0. From then on the kernel refuses
 * each write and reads nothing, as it does there. With another size: a card is put in.
 */
async function changeCard({ file, device }: HeldWrite, bytes: number): Promise<void> {
  await truncate(file, bytes);
  await execa('losetup', ['--set-capacity', device]);
}

/** Pulls the card out; waits for the one message, and for the list of drives after it. */
async function pullOut(write: HeldWrite): Promise<void> {
  const { page, held, writer, file } = write;
  await changeCard(write, 0);
  await held.release();
  const alert = page.getByRole('alert');
  await alert.getByText(say('error.drive-lost', { device: path.basename(file) }), { exact: true }).waitFor();
  const left = say('window.write.ended.left', { state: 'unknown' });
  await alert.getByText(`${left} ${say('error.drive-lost.next')}`, { exact: true }).waitFor();
  await until('the writer to be gone', () => !isAlive(writer));
  await page.getByRole('button', { name: 'Choose a drive again' }).waitFor();
  expect(await alert.count()).toBe(1);
  await page.getByRole('button', { name: 'Choose a drive again' }).click();
  await waitForTitle(page, 'Drive');
  // An empty reader is not among the drives.
  await page.getByText(say('window.drive.live')).waitFor();
  await loopRadio(page, file).waitFor({ state: 'detached' });
  expect(await alert.count()).toBe(0);
}

describe.runIf(process.platform === 'linux' && isRoot)('a card that is pulled out', () => {
  test.for(['check', 'flush', 'verify', 'startable'] as const)(
    'in the phase %s is told of once',
    async (phase, { heldWrite }) => {
      await pullOut(await heldWrite(phase));
    },
  );

  test('in the phase write is told of once, and can be written when it is back', async ({ heldWrite }) => {
    const write = await heldWrite('write');
    const { page, file, content } = write;
    await pullOut(write);
    await changeCard(write, CARD_BYTES);
    await chooseLoop(page, file);
    await page.getByRole('button', { name: 'Write…' }).click();
    await agree(page);
    await goOnToDone(page);
    expect(await content()).toBe('image');
  });
});
