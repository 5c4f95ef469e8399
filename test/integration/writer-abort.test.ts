import { writeFileSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Phase } from '../../src/contract/writer.ts';
import { MARKER } from '../../src/writer/marker.ts';
import { writersOf } from '../support/processes.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { sleep, until } from '../support/waiting.ts';
import { startWriter, type WriterChild } from '../support/writer-child.ts';
import { folder } from './drives-support.ts';
import {
  cardHeader,
  loopCard,
  looksAs,
  MIB,
  onCard,
  putInto,
  slowCards,
  writtenBy,
  type LoopCard,
  withCapacity,
} from './writer-support.ts';

const SLOW = 6 * MIB;
const IMAGE = testImage(24 * MIB + 700);
/** How long nothing may be known of it; then nothing more may be asked of the drive. */
const NO_MORE_MS = 500;
const EXIT_MS = 5_000;
/** What the card may still have to answer when the writer learns that it is alone. */
const MOST_UNDER_WAY_BYTES = 4 * MIB;

/** A card of so many bytes a second, and a writer in the middle of an image. */
async function writing(bytesPerSecond = SLOW): Promise<{ card: LoopCard; writer: WriterChild }> {
  const card = await loopCard(32 * MIB);
  const group = await slowCards([card], bytesPerSecond);
  const writer = await startWriter();
  putInto(group, writer.pid);
  await writer.send({ type: 'header', header: cardHeader([card]) });
  void writer.feed(IMAGE);
  await writer.saw('progress', ({ bytes }) => bytes > bytesPerSecond);
  return { card, writer };
}

/** The process asks for no more I/O half a second from now on, and is gone within five seconds of its last answer. */
async function expectQuietEnd(pid: number, bytesPerSecond = SLOW): Promise<void> {
  const start = performance.now();
  await sleep(NO_MORE_MS);
  const written = writtenBy(pid);
  let last = written;
  await until(
    'the writer to be gone',
    () => {
      const now = writtenBy(pid);
      last = now ?? last;
      return now === null;
    },
    2 * EXIT_MS,
  );
  expect(last).toBe(written);
  expect(performance.now() - start).toBeLessThan(EXIT_MS + (MOST_UNDER_WAY_BYTES / bytesPerSecond) * 1000);
}

function expectMarked(card: LoopCard): void {
  expect(onCard(card).subarray(0, MARKER.length).toString('latin1')).toBe(MARKER);
}

describe('a writer that is left alone in the middle of an image stops, exits and leaves a marked card', () => {
  it('when its input ends without a commit', async () => {
    const { card, writer } = await writing();
    writer.closeInput();
    await expectQuietEnd(writer.pid);
    expectMarked(card);
  });

  it.each([SLOW, MIB])('when nobody reads its output any more, on a card of %i bytes a second', async (rate) => {
    const { card, writer } = await writing(rate);
    writer.closeOutput();
    await expectQuietEnd(writer.pid, rate);
    expectMarked(card);
  });

  it('when it is told to end', async () => {
    const { card, writer } = await writing();
    process.kill(writer.pid, 'SIGTERM');
    await expectQuietEnd(writer.pid);
    expectMarked(card);
  });

  it('but not when Ctrl-C reaches it with the others of its terminal: that is for the other side to say', async () => {
    const { card, writer } = await writing();
    process.kill(writer.pid, 'SIGINT');
    const before = writtenBy(writer.pid) ?? 0;
    await until('more to be written', () => (writtenBy(writer.pid) ?? 0) > before + 4 * MIB);
    await writer.send({ type: 'cancel' });
    expect(await writer.outcome()).toEqual({ kind: 'cancelled', state: 'unbootable' });
    expectMarked(card);
  });

  it('when its parent is killed', async () => {
    const card = await loopCard(32 * MIB);
    const group = await slowCards([card], SLOW);
    const temp = folder('/var/tmp');
    const image = `${temp}/image.img`;
    writeFileSync(image, IMAGE);
    const argv = ['--import', 'tsx', 'test/support/flash-program.ts', image, card.device];
    const parent = execa(process.execPath, argv, {
      env: { TMPDIR: temp },
      reject: false,
      stderr: 'inherit',
      buffer: false,
      stdin: 'ignore',
    });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const pid = await until('the writer to be started', () => writersOf(parent.pid ?? 0)[0], 30_000);
    putInto(group, pid);
    await until('it to be in the middle', () => (writtenBy(pid) ?? 0) > 8 * MIB, 30_000);
    parent.kill('SIGKILL');
    await expectQuietEnd(pid);
    expectMarked(card);
  });
});

describe('cancelled', () => {
  const phases: readonly Phase[] = ['checking', 'wiping', 'probing', 'writing', 'flushing', 'verifying', 'finishing'];
  const image = testImage(6 * MIB + 700);

  it.each(phases)('while %s it says what the card is, and the card is that', async (phase) => {
    const card = await loopCard(8 * MIB);
    const group = await slowCards([card], SLOW);
    const writer = await startWriter();
    putInto(group, writer.pid);
    await writer.send({
      type: 'header',
      header: cardHeader([phase === 'probing' ? withCapacity(card, 'probe') : card]),
    });
    const through = async (): Promise<void> => {
      await writer.feed(image);
      await writer.send({ type: 'end' });
      await writer.send({ type: 'commit', commit: { bytes: image.byteLength, sha256: sha256(image) } });
    };
    if (phase !== 'wiping' && phase !== 'checking') void through();
    await writer.saw('phase', (event) => event.phase === phase);
    const cancelledAt = performance.now();
    await writer.send({ type: 'cancel' });
    const outcome = await writer.outcome();
    expect(performance.now() - cancelledAt).toBeLessThan(NO_MORE_MS);
    if (outcome.kind !== 'cancelled') throw new Error(`it was ${outcome.kind}`);
    writer.closeInput();
    await writer.exited;
    expect(writer.events.filter(({ type }) => type === 'result')).toHaveLength(1);
    expect([outcome.state, looksAs(outcome.state, card, image)]).toEqual([outcome.state, true]);
    if (phase !== 'finishing') expect(onCard(card).subarray(0, MIB).equals(image.subarray(0, MIB))).toBe(false);
  });

  it.each(['middle', 'end'])('at the %s it lets the next pass of the same session begin', async (where) => {
    const card = await loopCard(8 * MIB);
    const writer = await startWriter();
    await writer.send({ type: 'header', header: cardHeader([card]) });
    await writer.feed(image, where === 'end' ? image.byteLength : 3 * MIB);
    await writer.send({ type: 'cancel' });
    await writer.saw('pass-end');
    const before = writer.events.length;
    await writer.send({ type: 'header', header: cardHeader([card]) });
    await until('the next window', () => writer.events.slice(before).some(({ type }) => type === 'window'));
    expect(await writer.outcome()).toEqual({ kind: 'cancelled', state: 'unbootable' });
  });
});
