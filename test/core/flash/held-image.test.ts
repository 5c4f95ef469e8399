import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { holdImage } from '../../../src/core/flash/held-image.ts';
import type { CancelSignal, ImageSource } from '../../../src/core/ports.ts';
import { appErrorOf } from '../../support/errors.ts';
import { memorySource } from '../../support/flash-world.ts';
import { testImage } from '../../support/test-image.ts';

const MIB = 1 << 20;
const never = new AbortController().signal;

interface Counted {
  readonly source: ImageSource;
  /** Passes that were begun, and those that have ended. */
  readonly passes: { begun: number; ended: number; underWay: number; mostAtOnce: number };
}

interface SourceOptions {
  readonly chunkBytes?: number;
  readonly bytes?: number | null;
  /** Whether the pass, counted from 0, breaks at this offset. */
  readonly breaks?: (pass: number, at: number) => boolean;
}

/** An image that gives each chunk in one and the same Buffer, as files do. */
function countedSource(image: Buffer, options: SourceOptions = {}): Counted {
  const { chunkBytes = 999, bytes = image.byteLength, breaks = () => false } = options;
  const passes = { begun: 0, ended: 0, underWay: 0, mostAtOnce: 0 };
  async function* chunks(signal: CancelSignal): AsyncGenerator<Uint8Array> {
    const pass = passes.begun++;
    passes.mostAtOnce = Math.max(passes.mostAtOnce, ++passes.underWay);
    const buffer = Buffer.alloc(chunkBytes);
    try {
      for (let at = 0; at < image.byteLength && !signal.aborted; at += chunkBytes) {
        await Promise.resolve();
        if (breaks(pass, at)) throw new AppError('download-failed', { reason: 'early-end' });
        yield buffer.subarray(0, image.copy(buffer, 0, at, at + chunkBytes));
      }
    } finally {
      passes.ended++;
      passes.underWay--;
    }
  }
  return { source: memorySource({ chunks, bytes }, image), passes };
}

function clockAt(state: { ms: number }): { now(): number } {
  return { now: () => state.ms };
}

async function all(source: ImageSource, signal: AbortSignal = never): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of source.chunks(signal)) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

const IMAGE = testImage(20_000);

describe('an image that is held back', () => {
  it('gives what was looked at, and goes on with the same pass', async () => {
    const { source, passes } = countedSource(IMAGE);
    const held = holdImage(source, { now: () => 0 }, never);
    const looked = await held.disk.read(5_000, 3_000);
    expect(Buffer.compare(looked, IMAGE.subarray(5_000, 8_000))).toBe(0);
    expect(Buffer.compare(await all(held.source), IMAGE)).toBe(0);
    expect(passes).toMatchObject({ begun: 1, ended: 1 });
  });

  it('gives whatever is asked for in any order, and the whole image afterwards, also a second time', async () => {
    const reads = fc.array(fc.tuple(fc.nat(IMAGE.byteLength), fc.nat(4_000)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(reads, fc.integer({ min: 300, max: 7_000 }), async (wanted, chunkBytes) => {
        const { source, passes } = countedSource(IMAGE, { chunkBytes });
        const held = holdImage(source, { now: () => 0 }, never);
        for (const [offset, length] of wanted) {
          if (offset + length > IMAGE.byteLength) continue;
          const found = await held.disk.read(offset, length);
          expect(Buffer.compare(found, IMAGE.subarray(offset, offset + length))).toBe(0);
        }
        expect(Buffer.compare(await all(held.source), IMAGE)).toBe(0);
        expect(passes.begun).toBe(1);
        expect(Buffer.compare(await all(held.source), IMAGE)).toBe(0);
        await held.close();
        expect(passes).toMatchObject({ begun: 2, ended: 2, mostAtOnce: 1 });
      }),
    );
  });

  it('is read from its start by a job that never looked into it', async () => {
    const { source, passes } = countedSource(IMAGE);
    const held = holdImage(source, { now: () => 0 }, never);
    expect(Buffer.compare(await all(held.source), IMAGE)).toBe(0);
    expect(passes.begun).toBe(1);
  });

  it.each([IMAGE.byteLength, null])('says that it is truncated past its end, of %s bytes', async (bytes) => {
    const { source, passes } = countedSource(IMAGE, { bytes });
    const held = holdImage(source, { now: () => 0 }, never);
    const error = await appErrorOf(held.disk.read(IMAGE.byteLength - 10, 11));
    expect(error).toMatchObject({ code: 'image-truncated' });
    expect(held.failure()).toBe(null);
    expect(Buffer.compare(await all(held.source), IMAGE)).toBe(0);
    // Where the length is known nobody has to read for that.
    expect(passes.begun).toBe(1);
  });

  it('is read anew after a long wait', async () => {
    const time = { ms: 0 };
    const { source, passes } = countedSource(IMAGE);
    const held = holdImage(source, clockAt(time), never);
    await held.disk.read(0, 5_000);
    time.ms = 60_000;
    expect(Buffer.compare(await all(held.source), IMAGE)).toBe(0);
    expect(passes).toMatchObject({ begun: 2, ended: 2, mostAtOnce: 1 });
  });

  it('is looked into further after a long wait in another pass', async () => {
    const time = { ms: 0 };
    const { source, passes } = countedSource(IMAGE);
    const held = holdImage(source, clockAt(time), never);
    await held.disk.read(0, 5_000);
    time.ms = 60_000;
    expect(Buffer.compare(await held.disk.read(9_000, 99), IMAGE.subarray(9_000, 9_099))).toBe(0);
    expect(Buffer.compare(await all(held.source), IMAGE)).toBe(0);
    expect(passes).toMatchObject({ begun: 2, ended: 2, mostAtOnce: 1 });
  });

  it('that is another one then, where it was looked at, is an error', async () => {
    const time = { ms: 0 };
    const image = Buffer.from(IMAGE);
    const held = holdImage(countedSource(image).source, clockAt(time), never);
    await held.disk.read(0, 5_000);
    time.ms = 60_000;
    image[4_321] = (image[4_321] ?? 0) ^ 1;
    expect(await appErrorOf(all(held.source))).toMatchObject({ code: 'image-changed' });
  });

  it('ends its pass when it is closed, without a word', async () => {
    const { source, passes } = countedSource(IMAGE);
    const held = holdImage(source, { now: () => 0 }, never);
    await held.disk.read(0, 10);
    await held.close();
    await held.close();
    expect(passes).toMatchObject({ begun: 1, ended: 1 });
  });
});

describe('an image that breaks', () => {
  it('while it is held back says so, and to whoever asks later', async () => {
    const { source } = countedSource(IMAGE, { breaks: (_pass, at) => at > 3_000 });
    const held = holdImage(source, { now: () => 0 }, never);
    expect(await appErrorOf(held.disk.read(0, 5_000))).toMatchObject({ code: 'download-failed' });
    expect(held.failure()).toMatchObject({ code: 'download-failed' });
  });

  it('is never taken for a shorter one', async () => {
    const { source, passes } = countedSource(IMAGE, { bytes: null, breaks: (pass, at) => pass === 0 && at > 3_000 });
    const held = holdImage(source, { now: () => 0 }, never);
    await appErrorOf(held.disk.read(0, 5_000));
    expect(Buffer.compare(await all(held.source), IMAGE)).toBe(0);
    expect(passes.begun).toBe(2);
  });

  it('behind what is held throws there', async () => {
    const { source } = countedSource(IMAGE, { breaks: (_pass, at) => at > 9_000 });
    const held = holdImage(source, { now: () => 0 }, never);
    await held.disk.read(0, 5_000);
    expect(await appErrorOf(all(held.source))).toMatchObject({ code: 'download-failed' });
  });
});

describe('a cancel', () => {
  it('of the job ends a look', async () => {
    const controller = new AbortController();
    const { source, passes } = countedSource(IMAGE, {
      breaks: (_pass, at) => {
        if (at > 3_000) controller.abort();
        return false;
      },
    });
    const held = holdImage(source, { now: () => 0 }, controller.signal);
    expect(await appErrorOf(held.disk.read(0, 19_000))).toMatchObject({ code: 'cancelled' });
    await held.close();
    expect(passes.underWay).toBe(0);
  });

  it('of the pass ends what is read from it, while it is held and behind that', async () => {
    for (const after of [1, 12]) {
      const { source, passes } = countedSource(IMAGE);
      const held = holdImage(source, { now: () => 0 }, never);
      await held.disk.read(0, 5_000);
      const controller = new AbortController();
      let chunks = 0;
      for await (const chunk of held.source.chunks(controller.signal))
        if (chunk.byteLength > 0 && ++chunks === after) controller.abort();
      expect(chunks).toBe(after);
      expect(passes.underWay).toBe(0);
    }
  });
});

describe('what lies beyond 64 MiB', () => {
  /** Large and cheap: each byte says its MiB. */
  const LARGE_BYTES = 160 * MIB;
  function largeSource(): Counted {
    const passes = { begun: 0, ended: 0, underWay: 0, mostAtOnce: 0 };
    const buffer = Buffer.alloc(MIB);
    async function* chunks(signal: CancelSignal): AsyncGenerator<Uint8Array> {
      passes.begun++;
      passes.mostAtOnce = Math.max(passes.mostAtOnce, ++passes.underWay);
      try {
        for (let at = 0; at < LARGE_BYTES && !signal.aborted; at += MIB) {
          await Promise.resolve();
          yield buffer.fill(at / MIB);
        }
      } finally {
        passes.underWay--;
        passes.ended++;
      }
    }
    return { source: { ...memorySource(), bytes: LARGE_BYTES, chunks }, passes };
  }

  it('is looked at in a pass of its own, and the image is begun anew', async () => {
    const { source, passes } = largeSource();
    const held = holdImage(source, { now: () => 0 }, never);
    expect([...(await held.disk.read(0, 2))]).toEqual([0, 0]);
    expect([...(await held.disk.read(100 * MIB - 1, 2))]).toEqual([99, 100]);
    expect([...(await held.disk.read(104 * MIB, 1))]).toEqual([104]);
    // Near the start again: that is still held.
    expect([...(await held.disk.read(40 * MIB, 1))]).toEqual([40]);
    expect(passes.begun).toBe(1);
    let position = 0;
    for await (const chunk of held.source.chunks(never)) {
      expect(chunk[0]).toBe(position / MIB);
      position += chunk.byteLength;
    }
    expect(position).toBe(LARGE_BYTES);
    expect(passes).toMatchObject({ begun: 2, mostAtOnce: 1 });
  });

  it('is not looked for over and over', async () => {
    const { source, passes } = largeSource();
    const held = holdImage(source, { now: () => 0 }, never);
    const back = async (): Promise<void> => {
      for (let i = 0; i < 100; i++) for (const at of [140, 100]) await held.disk.read(at * MIB, 10);
    };
    expect(await appErrorOf(back())).toMatchObject({ code: 'fat-broken', facts: { reason: 'scattered' } });
    expect(passes.begun).toBeLessThan(10);
    await held.close();
  });

  it('changed, is an error when the image is written', async () => {
    const { source } = largeSource();
    let isChanged = false;
    async function* chunks(signal: CancelSignal): AsyncGenerator<Uint8Array> {
      let at = 0;
      for await (const chunk of source.chunks(signal)) {
        if (isChanged && at === 100 * MIB) chunk[1] = 0;
        at += chunk.byteLength;
        yield chunk;
      }
    }
    const held = holdImage({ ...source, chunks }, { now: () => 0 }, never);
    await held.disk.read(100 * MIB, 2);
    isChanged = true;
    expect(await appErrorOf(all(held.source))).toMatchObject({ code: 'image-changed' });
  });
});
