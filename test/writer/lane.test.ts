import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createDeferred, type Deferred } from '../../src/core/jobs/deferred.ts';
import { AppError } from '../../src/core/errors/app-error.ts';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { createLane, stateAfter, writePlainly, type Lane } from '../../src/writer/lane.ts';
import type { Block } from '../../src/writer/stream.ts';
import { appErrorOf, errnoError } from '../support/errors.ts';
import { memoryDevice } from '../support/memory-device.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { until } from '../support/waiting.ts';

const MIB = BLOCK_BYTES;

/** The blocks of an image, with a count of how often each was released. */
function blocksOf(image: Buffer): { blocks: Block[]; released: number[] } {
  const count = Math.ceil(image.byteLength / MIB);
  const released = Array<number>(count).fill(0);
  const blocks = released.map((_, index): Block => {
    const buffer = Buffer.alloc(MIB);
    const length = image.copy(buffer, 0, index * MIB, (index + 1) * MIB);
    return {
      index,
      offset: index * MIB,
      buffer,
      length,
      release: () => {
        released[index] = (released[index] ?? 0) + 1;
      },
    };
  });
  return { blocks, released };
}

/** A drive whose writes wait until they are let go, each by its offset. */
function waitingDevice(bytes: number) {
  const waiting = new Map<number, Deferred<undefined>>();
  const device = memoryDevice({
    bytes,
    before: async ({ kind, offset }) => {
      if (kind !== 'write') return;
      const deferred = createDeferred<undefined>();
      waiting.set(offset, deferred);
      await deferred.promise;
    },
  });
  const answer = (offset: number, error?: Error): void => {
    const deferred = waiting.get(offset);
    waiting.delete(offset);
    if (error) deferred?.reject(error);
    else deferred?.resolve(undefined);
  };
  return { device, waiting, answer };
}

function offerAll(lane: Lane, blocks: readonly Block[]): boolean[] {
  const taken = blocks.map((block) => lane.offer(block));
  lane.end();
  return taken;
}

describe('createLane', () => {
  it('measures for how long it had nothing to do', async () => {
    vi.useFakeTimers();
    try {
      const { blocks } = blocksOf(testImage(4 * MIB));
      const { device, waiting, answer } = waitingDevice(4 * MIB);
      const lane = createLane(device, [], writePlainly);
      await vi.advanceTimersByTimeAsync(100);
      for (const block of blocks) lane.offer(block);
      await vi.advanceTimersByTimeAsync(1_000);
      expect([lane.idle, lane.idleMs]).toEqual([false, 100]);
      answer(MIB);
      await vi.advanceTimersByTimeAsync(1_000);
      expect([lane.idle, lane.idleMs]).toEqual([false, 100]);
      for (const offset of waiting.keys()) answer(offset);
      await vi.advanceTimersByTimeAsync(30);
      expect([lane.idle, lane.idleMs]).toEqual([true, 130]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('writes everything but the first MiB, which it keeps', async () => {
    const image = testImage(5 * MIB + 700);
    const { blocks, released } = blocksOf(image);
    const device = memoryDevice({ bytes: 8 * MIB });
    const lane = createLane(device, [], writePlainly);
    expect(offerAll(lane, blocks)).toEqual([false, true, true, true, true, true]);
    await lane.written;
    expect(device.content.subarray(MIB, image.byteLength).equals(image.subarray(MIB))).toBe(true);
    expect(device.requests.every(({ offset }) => offset >= MIB)).toBe(true);
    expect(lane.firstBlock.equals(image.subarray(0, MIB))).toBe(true);
    expect(lane.completedBytes).toBe(image.byteLength);
    expect(lane.writtenBytes).toBe(4 * MIB + 1024);
    expect(released).toEqual([0, 1, 1, 1, 1, 1]);
    expect(lane.ownDigests).toBeNull();
  });

  it('writes nothing where the image leaves something out, and counts that apart', async () => {
    const image = testImage(3 * MIB);
    const device = memoryDevice({ bytes: 8 * MIB });
    const lane = createLane(device, [], writePlainly);
    const [first, second, third] = blocksOf(image).blocks;
    if (!first || !second || !third) throw new Error('an image of three blocks');
    lane.offer(first);
    lane.offer(second);
    lane.skip(2 * MIB, 3 * MIB);
    lane.offer({ ...third, offset: 5 * MIB });
    lane.end();
    await lane.written;
    expect(device.requests.map(({ offset }) => offset)).toEqual([MIB, 5 * MIB]);
    expect(lane).toMatchObject({
      completedBytes: 3 * MIB,
      skippedBytes: 3 * MIB,
      writtenBytes: 2 * MIB,
      position: 3 * MIB,
    });
  });

  it.each([
    ['an image that is too large only by what it leaves out', [], 7, 'image-too-large'],
    ['a seed in what is left out', [{ offset: 3 * MIB - 1, bytes: Buffer.alloc(1) }], 1, 'unexpected'],
  ])('refuses %s', async (_, patches, mebibytes, code) => {
    const lane = createLane(memoryDevice({ bytes: 8 * MIB }), patches, writePlainly);
    for (const block of blocksOf(testImage(2 * MIB)).blocks) lane.offer(block);
    lane.skip(2 * MIB, mebibytes * MIB);
    expect(await appErrorOf(lane.written)).toMatchObject({ code });
  });

  it('pads the last block with zeros to whole sectors', async () => {
    const device = memoryDevice({ bytes: 4 * MIB, sectorBytes: 4096 });
    const lane = createLane(device, [], writePlainly);
    offerAll(lane, blocksOf(testImage(MIB + 1)).blocks);
    await lane.written;
    expect(device.requests).toEqual([{ kind: 'write', offset: MIB, length: 4096 }]);
    expect(device.content.subarray(MIB + 1, MIB + 4096).every((byte) => byte === 0)).toBe(true);
  });

  it('is done when an image has nothing but a first MiB', async () => {
    const lane = createLane(memoryDevice({ bytes: MIB }), [], writePlainly);
    offerAll(lane, blocksOf(testImage(700)).blocks);
    await lane.written;
    expect(lane.firstBlock.byteLength).toBe(700);
  });

  it('has at most four requests under way, and tells its position from the oldest', async () => {
    const { device, waiting, answer } = waitingDevice(16 * MIB);
    const lane = createLane(device, [], writePlainly);
    offerAll(lane, blocksOf(testImage(8 * MIB)).blocks);
    expect([...waiting.keys()]).toEqual([1, 2, 3, 4].map((at) => at * MIB));
    expect(lane.position).toBe(MIB);
    answer(3 * MIB);
    await until('the next write', () => waiting.has(5 * MIB));
    expect(lane.position).toBe(MIB);
    expect(lane.completedBytes).toBe(2 * MIB);
    answer(MIB);
    await until('the next write', () => waiting.has(6 * MIB));
    expect(lane.position).toBe(2 * MIB);
    expect(lane.idle).toBe(false);
    while (waiting.size > 0) {
      for (const offset of waiting.keys()) answer(offset);
      await new Promise(setImmediate);
    }
    await lane.written;
    expect(lane.position).toBe(8 * MIB);
    expect(lane.idle).toBe(true);
  });

  it('releases every block once, whatever order the answers come in and whichever of them fails', async () => {
    const scripts = fc.record({
      blocks: fc.integer({ min: 1, max: 9 }),
      // Which of the requests under way is answered next, and whether well.
      answers: fc.array(fc.record({ at: fc.nat({ max: 3 }), ok: fc.boolean() }), { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(scripts, async ({ blocks: count, answers }) => {
        const { device, waiting, answer } = waitingDevice(16 * MIB);
        const { blocks, released } = blocksOf(Buffer.alloc(count * MIB));
        const lane = createLane(device, [], writePlainly);
        const taken = offerAll(lane, blocks);
        let failed = false;
        for (let turn = 0; waiting.size > 0; turn++) {
          const { at, ok } = answers[turn] ?? { at: 0, ok: true };
          const offset = [...waiting.keys()][at % waiting.size] ?? 0;
          failed ||= !ok;
          answer(offset, ok ? undefined : errnoError('EIO'));
          await new Promise(setImmediate);
        }
        const end = await lane.written.then(
          () => 'written',
          () => 'failed',
        );
        expect(end).toBe(failed ? 'failed' : 'written');
        expect(released).toEqual(taken.map((isTaken) => (isTaken ? 1 : 0)));
        if (!failed) expect(lane.writtenBytes).toBe((count - 1) * MIB);
      }),
      { numRuns: 60 },
    );
  });

  it('starts no request after it was dropped', async () => {
    const { device, waiting, answer } = waitingDevice(16 * MIB);
    const { blocks, released } = blocksOf(Buffer.alloc(8 * MIB));
    const lane = createLane(device, [], writePlainly);
    offerAll(lane, blocks);
    lane.drop(new AppError('cancelled'));
    for (const offset of [...waiting.keys()]) answer(offset);
    await new Promise(setImmediate);
    expect(device.requests.map(({ offset }) => offset)).toEqual([1, 2, 3, 4].map((at) => at * MIB));
    expect(released).toEqual([0, 1, 1, 1, 1, 1, 1, 1]);
    expect((await appErrorOf(lane.written)).code).toBe('cancelled');
  });

  it('refuses an image that grows past the drive before it writes past its end', async () => {
    const device = memoryDevice({ bytes: 2 * MIB + 512 });
    const lane = createLane(device, [], writePlainly);
    const taken = offerAll(lane, blocksOf(testImage(3 * MIB)).blocks);
    expect(taken).toEqual([false, true, false]);
    expect(await appErrorOf(lane.written)).toMatchObject({
      code: 'image-too-large',
      facts: { device: '/dev/memory', imageBytes: 3 * MIB, driveBytes: 2 * MIB + 512, isAll: false },
    });
    expect(device.requests.every(({ offset, length }) => offset + length <= 2 * MIB)).toBe(true);
  });

  it('lays overlays over the blocks of this target only, and hashes what it sends', async () => {
    const image = testImage(3 * MIB);
    const patched = Buffer.from(image);
    patched.fill(7, 100, 110);
    patched.fill(8, 2 * MIB - 4, 2 * MIB + 4);
    const patches = [
      { offset: 100, bytes: Buffer.alloc(10, 7) },
      { offset: 2 * MIB - 4, bytes: Buffer.alloc(8, 8) },
    ];
    const device = memoryDevice({ bytes: 4 * MIB });
    const { blocks } = blocksOf(image);
    const lane = createLane(device, patches, writePlainly);
    offerAll(lane, blocks);
    await lane.written;
    expect(lane.firstBlock.equals(patched.subarray(0, MIB))).toBe(true);
    expect(device.content.subarray(MIB, 3 * MIB).equals(patched.subarray(MIB))).toBe(true);
    expect(lane.ownDigests?.at(-1)?.toString('hex')).toBe(sha256(patched));
    expect(blocks.every(({ buffer, offset }) => buffer.equals(image.subarray(offset, offset + MIB)))).toBe(true);
  });
});

describe('stateAfter', () => {
  it.each([
    ['bad-sector', 'unbootable', 'unbootable'],
    ['drive-lost', 'unbootable', 'unknown'],
    ['drive-lost', 'untouched', 'untouched'],
    ['drive-lost', 'complete', 'unknown'],
  ] as const)('%s on a card that was %s leaves it %s', (code, before, after) => {
    expect(stateAfter(new AppError(code), before)).toBe(after);
  });
});
