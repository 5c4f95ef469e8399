import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { xzDictionaryTooLarge } from '../../../src/node/images/formats/xz-errors.ts';
import { prepareXz } from '../../../src/node/images/formats/xz.ts';
import { fixture, flipped, gather, memoryGiven, never, outcome, sample } from './samples.ts';
import { XZ_ENGINES, liblzma, wasm, type XzEngine } from './xz-engines.ts';

const STREAM_HEADER_BYTES = 12;
/** The code of a dictionary of 64 MiB, and of the next larger one (the specification, 5.3.1). */
const DICTIONARY = { mebibytes64: 28, mebibytes96: 29, largest: 40, none: 41 } as const;
const RUNS = 200;
const MEMORY_MARGIN_BYTES = 48 << 20;

const one = fixture('one.xz');
const streams = fixture('streams.xz');
const blocks = fixture('blocks.xz');
const secondStream = streams.indexOf('\xfd7zXZ', 1, 'latin1');

/** The same file with a byte of a header changed, and the header's CRC32 after `end` made right again. */
function patched(bytes: Buffer, start: number, end: number, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  copy.writeUInt32LE(crc32(copy.subarray(start, end)), end);
  return copy;
}

/** Another dictionary in the header, of 12 bytes and without lengths in it, of the block that begins there. */
const withDictionary = (bytes: Buffer, block: number, code: number): Buffer =>
  patched(bytes, block, block + 8, block + 4, code);

const withCheck = (bytes: Buffer, stream: number, id: number): Buffer =>
  patched(bytes, stream + 6, stream + 8, stream + 7, id);

test.runIf(process.platform === 'linux' && process.arch === 'x64')('liblzma loads, and is what is used', async () => {
  expect(liblzma.missing).toBe('');
  expect(await outcome(prepareXz, fixture('sha256.xz'))).toBe('same');
});

const each = (body: (engine: XzEngine) => void): void => {
  for (const engine of XZ_ENGINES)
    describe.skipIf(engine.missing !== '')(engine.engine + engine.missing, () => {
      body(engine);
    });
};

each(({ prepare, decode }) => {
  test('padding that is no multiple of four bytes is corrupt', async () => {
    expect(await outcome(prepare, Buffer.concat([one, Buffer.alloc(8)]))).toBe('same');
    expect(await outcome(prepare, Buffer.concat([one, Buffer.alloc(6)]))).toBe('image-corrupt');
    expect(await outcome(prepare, Buffer.concat([one, Buffer.alloc(3), one]))).toBe('image-corrupt');
  });

  test('dictionaries: 64 MiB is read, more is refused in every block', async () => {
    const tooLarge = xzDictionaryTooLarge().facts;
    const facts = async (bytes: Buffer): Promise<unknown> => {
      try {
        return await gather(decode(memoryGiven(bytes).read(never)));
      } catch (thrown) {
        return thrown instanceof AppError ? thrown.facts : thrown;
      }
    };
    const first = STREAM_HEADER_BYTES;
    expect(await outcome(prepare, withDictionary(one, first, DICTIONARY.mebibytes64))).toBe('same');
    expect(await facts(withDictionary(one, first, DICTIONARY.mebibytes96))).toEqual(tooLarge);
    expect(await facts(withDictionary(streams, secondStream + first, DICTIONARY.mebibytes96))).toEqual(tooLarge);
    expect(await outcome(prepare, withDictionary(one, first, DICTIONARY.largest))).toBe('image-unknown-format');
    expect(await outcome(prepare, withDictionary(one, first, DICTIONARY.none))).toBe('image-unknown-format');
  });

  test.each([2, 5, 15, 0x11])('a check with the id %i is refused, in any stream', async (id) => {
    expect(await outcome(prepare, withCheck(one, 0, id))).toBe('image-unknown-format');
    expect(await outcome(prepare, withCheck(streams, secondStream, id))).toBe('image-unknown-format');
  });

  test('an error of the source comes through as it is', async () => {
    const failure = new Error('cable');
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield* memoryGiven(one.subarray(0, 300)).read(never);
      throw failure;
    }
    await expect(gather(decode(failing()))).rejects.toBe(failure);
  });
});

test.skipIf(liblzma.missing !== '')(`what only liblzma reads, xz-decompress refuses${liblzma.missing}`, async () => {
  for (const name of ['sha256.xz', 'x86.xz', 'delta.xz']) {
    expect([name, await outcome(liblzma.prepare, fixture(name))]).toEqual([name, 'same']);
    expect([name, await outcome(wasm.prepare, fixture(name))]).toEqual([name, 'image-unknown-format']);
  }
  const sha256 = fixture('sha256.xz');
  const check = sha256.length - 2 * STREAM_HEADER_BYTES - 8;
  expect(await outcome(liblzma.prepare, flipped(sha256, check))).toBe('image-corrupt');
});

/** One engine looks at each byte of an index or a footer, the other at all of it: of a cut one they judge differently. */
const kind = (code: string): string => (/^image-(corrupt|truncated)$/.test(code) ? 'damaged' : code);

test.skipIf(liblzma.missing !== '')(`whatever is wrong, both engines say the same${liblzma.missing}`, async () => {
  const turned = fc.record({ at: fc.nat(), bit: fc.nat({ max: 7 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(one, streams, blocks),
      fc.array(turned, { maxLength: 2 }),
      fc.option(fc.nat(), { nil: null }),
      fc.uint8Array({ maxLength: 30 }),
      fc.integer({ min: 1, max: 900 }),
      async (whole, changes, length, garbage, chunkBytes) => {
        const changed = changes.reduce((bytes, { at, bit }) => flipped(bytes, at % bytes.length, bit), whole);
        const kept = changed.subarray(0, length === null ? undefined : length % whole.length);
        const bytes = Buffer.concat([kept, garbage]);
        if (bytes.length === 0) return;
        const outcomes = await Promise.all([liblzma, wasm].map(({ prepare }) => outcome(prepare, bytes, chunkBytes)));
        expect(kind(outcomes[0] ?? '')).toBe(kind(outcomes[1] ?? ''));
      },
    ),
    { numRuns: RUNS },
  );
});

describe.skipIf(liblzma.missing !== '')(`liblzma at work${liblzma.missing}`, () => {
  const MEBIBYTES = 16;
  const zeros = async (times: number): Promise<Buffer> => {
    const { xzAsync } = await import('node-liblzma');
    const stream = await xzAsync(Buffer.alloc(MEBIBYTES << 20));
    return Buffer.concat(Array.from({ length: times }, () => stream));
  };
  /** Takes a while to decode: of sixteen letters one is random. */
  const letters = async (bytes: number): Promise<Buffer> => {
    const { xzAsync } = await import('node-liblzma');
    const alphabet = Buffer.alloc(bytes);
    for (let i = 0, state = 1; i < bytes; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      alphabet[i] = 97 + (i % 16 === 0 ? state >>> 28 : 0);
    }
    return xzAsync(alphabet, { preset: 0 });
  };

  test('nothing at all is truncated', async () => {
    expect(await outcome(liblzma.prepare, Buffer.alloc(0))).toBe('image-truncated');
  });

  test('empty chunks between do no harm', async () => {
    async function* spread(): AsyncGenerator<Uint8Array> {
      for await (const chunk of memoryGiven(one, 50).read(never)) yield* [Buffer.alloc(0), Buffer.alloc(0), chunk];
    }
    expect((await gather(liblzma.decode(spread()))).equals(sample)).toBe(true);
  });

  test('it does not decode ahead of who reads', async () => {
    const bytes = await zeros(20);
    const before = process.memoryUsage().rss;
    const chunks = liblzma.decode(memoryGiven(bytes, bytes.length).read(never))[Symbol.asyncIterator]();
    await chunks.next();
    await sleep(300);
    expect(process.memoryUsage().rss - before).toBeLessThan(MEMORY_MARGIN_BYTES);
    await chunks.return?.();
  });

  test('a chunk stays as it is until the next is asked for', async () => {
    const bytes = await letters(12 << 20);
    let chunks = 0;
    for await (const chunk of liblzma.decode(memoryGiven(bytes, bytes.length).read(never))) {
      const first = crc32(chunk);
      await sleep(100);
      expect(crc32(chunk)).toBe(first);
      chunks++;
    }
    expect(chunks).toBe(3);
  });

  test('cancelled in the middle of decoding, 50 times, it lets go in peace', async () => {
    const bytes = await letters(12 << 20);
    for (let round = 0; round < 50; round++) {
      let released = false;
      async function* given(): AsyncGenerator<Uint8Array> {
        try {
          for (;;) yield await Promise.resolve(bytes);
        } finally {
          released = true;
        }
      }
      const chunks = liblzma.decode(given())[Symbol.asyncIterator]();
      await chunks.next();
      // The next chunk is being decoded by now: this must wait for it, and for nothing else.
      if (round % 2 === 1) void chunks.next();
      await chunks.return?.();
      expect(released).toBe(true);
    }
    expect(await outcome(liblzma.prepare, one)).toBe('same');
  });

  test('several files are decoded at once', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, () => outcome(liblzma.prepare, streams, 10)));
    expect(results).toEqual(Array.from({ length: 6 }, () => 'same'));
  });
});
