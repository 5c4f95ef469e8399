import { writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import type { FlashEvent, FlashOutcome } from '../../src/core/flash/events.ts';
import { flash } from '../../src/core/flash/job.ts';
import type { FlashPorts } from '../../src/core/flash/request.ts';
import { MARKER } from '../../src/writer/marker.ts';
import { writersOf } from '../support/processes.ts';
import { loopRequest, realPorts } from '../support/real-flash.ts';
import { testImage } from '../support/test-image.ts';
import { removeWriterProgram } from '../support/writer-program.ts';
import { folder } from './drives-support.ts';
import { loopCard, MIB, onCard, putInto, slowCards, throttle, type LoopCard } from './writer-support.ts';

afterAll(removeWriterProgram);

interface Told {
  readonly outcomes: ReadonlyMap<string, FlashOutcome>;
  /** When each target ended, in ms from the start. */
  readonly endedMs: ReadonlyMap<string, number>;
  readonly end: string;
}

async function flashAll(
  image: Buffer,
  cards: readonly LoopCard[],
  ports: FlashPorts = realPorts(),
  onEvent: (event: FlashEvent) => Promise<void> = () => Promise.resolve(),
): Promise<Told> {
  const file = `${folder('/var/tmp')}/image.img`;
  writeFileSync(file, image);
  const request = loopRequest(
    file,
    cards.map(({ device }) => device),
  );
  const outcomes = new Map<string, FlashOutcome>();
  const endedMs = new Map<string, number>();
  const start = performance.now();
  for await (const event of flash(request, ports, new AbortController().signal)) {
    if (event.type === 'done' || event.type === 'cancelled') return { outcomes, endedMs, end: event.type };
    if (event.type === 'failed') return { outcomes, endedMs, end: event.error.code };
    if (event.type === 'target-end') {
      outcomes.set(event.target, event.outcome);
      endedMs.set(event.target, performance.now() - start);
    }
    await onEvent(event);
  }
  throw new Error('the job had no end');
}

function holds(card: LoopCard, image: Buffer): boolean {
  return onCard(card).subarray(0, image.byteLength).equals(image);
}

it('writes four drives at once', async () => {
  const image = testImage(16 * MIB + 700);
  const cards = [
    await loopCard(20 * MIB),
    await loopCard(17 * MIB, 4096),
    await loopCard(18 * MIB),
    await loopCard(24 * MIB),
  ];
  const told = await flashAll(image, cards);
  expect(told.end).toBe('done');
  expect(cards.map((card) => holds(card, image))).toEqual([true, true, true, true]);
});

it('completes the others when one is refused', async () => {
  const image = testImage(8 * MIB);
  const [small, large] = [await loopCard(8 * MIB - 512), await loopCard(8 * MIB)];
  const told = await flashAll(image, [small, large]);
  expect(told.end).toBe('refused');
  expect(told.outcomes.get(small.device)).toMatchObject({ code: 'refused', facts: { reason: 'too-small' } });
  expect(holds(large, image)).toBe(true);
});

it('completes the others when the image grows past one', async () => {
  const image = testImage(8 * MIB);
  const [small, large] = [await loopCard(6 * MIB), await loopCard(8 * MIB)];
  const ports = realPorts();
  const ofUnknownLength: FlashPorts = {
    ...ports,
    images: { open: async (...args) => ({ ...(await ports.images.open(...args)), bytes: null }) },
  };
  const told = await flashAll(image, [small, large], ofUnknownLength);
  expect(told.end).toBe('image-too-large');
  expect(told.outcomes.get(small.device)).toMatchObject({ code: 'image-too-large', state: 'unbootable' });
  expect(onCard(small).subarray(0, MARKER.length).toString('latin1')).toBe(MARKER);
  expect(holds(large, image)).toBe(true);
});

/** What comes of three drives, the first of which takes `slowRate` bytes a second and the two others `rate`. */
async function withSlow(image: Buffer, slowRate: number, rate: number) {
  const cards = [await loopCard(image.byteLength), await loopCard(image.byteLength), await loopCard(image.byteLength)];
  const [slow] = cards;
  if (!slow) throw new Error('there are three');
  const group = await slowCards(cards.slice(1), rate, 400 * MIB);
  await throttle(group, slow, slowRate, 400 * MIB);
  const ports = realPorts();
  const start = async (options: Parameters<typeof ports.writer.start>[0]) => {
    const session = await ports.writer.start(options);
    putInto(group, writersOf(process.pid)[0] ?? 0);
    return session;
  };
  const asideMs: number[] = [];
  const startMs = performance.now();
  const told = await flashAll(image, cards, { ...ports, writer: { start } }, async (event) => {
    if (event.type !== 'note' || event.code !== 'set-aside') return;
    expect(event.target).toBe(slow.device);
    asideMs.push(performance.now() - startMs);
    await throttle(group, slow, 400 * MIB);
  });
  expect(told.end).toBe('done');
  expect(cards.map((card) => holds(card, image))).toEqual([true, true, true]);
  const [slowMs = 0, ...othersMs] = cards.map(({ device }) => told.endedMs.get(device) ?? 0);
  return { asideMs, slowMs, othersMs };
}

it('sets a drive aside that is far slower, does not let it hold up the others, and completes it alone', async () => {
  const { asideMs, slowMs, othersMs } = await withSlow(testImage(64 * MIB), 2 * MIB, 200 * MIB);
  expect(asideMs).toHaveLength(1);
  const [aside = 0] = asideMs;
  expect(aside).toBeGreaterThan(5_000);
  expect(aside).toBeLessThan(12_000);
  // Alone, the slow one would have needed 32 s.
  for (const ms of othersMs) expect(ms).toBeLessThan(slowMs);
  expect(Math.max(...othersMs) - aside).toBeLessThan(4_000);
});

it('sets a drive aside that is a third as fast as the others', async () => {
  const { asideMs, slowMs, othersMs } = await withSlow(testImage(192 * MIB), 8 * MIB, 24 * MIB);
  expect(asideMs).toHaveLength(1);
  for (const ms of othersMs) expect(ms).toBeLessThan(slowMs);
});

it('does not set a drive aside that is a little slower', async () => {
  const { asideMs } = await withSlow(testImage(192 * MIB), 18 * MIB, 24 * MIB);
  expect(asideMs).toEqual([]);
});
