import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { prepareBzip2 } from '../../../src/node/images/formats/bzip2/bzip2.ts';
import { prepareGzip } from '../../../src/node/images/formats/gzip.ts';
import type { Prepare } from '../../../src/node/images/formats/format.ts';
import { prepareZstd } from '../../../src/node/images/formats/zstd.ts';
import { fixture, flipped, gather, memoryGiven, never, outcome, sample } from './samples.ts';
import { XZ_ENGINES } from './xz-engines.ts';

interface Case {
  readonly name: string;
  readonly prepare: Prepare;
  readonly bytes: Buffer;
  /** Lengths at which the file, cut off, is a complete shorter one: the ends of its parts. */
  readonly ends: readonly number[];
  /** Why it is skipped here. */
  readonly missing?: string;
}

const magicPlaces = (bytes: Buffer, magic: string): number[] => {
  const places: number[] = [];
  for (let at = bytes.indexOf(magic, 1, 'latin1'); at >= 0; at = bytes.indexOf(magic, at + 1, 'latin1'))
    places.push(at);
  return places;
};

const gz = fixture('members.gz');
const gzEnd = gz.findLastIndex((byte) => byte !== 0) + 1;
const xzStreams = fixture('streams.xz');
const zstdFrames = fixture('frames.zst');
const [skippable = 0] = magicPlaces(zstdFrames, 'S*M\x18');

const CASES: readonly Case[] = [
  {
    name: 'members.gz',
    prepare: prepareGzip,
    bytes: gz,
    // The zeros at the end may be fewer; the last member ends where they begin (its length's upper bytes are zeros, too).
    ends: [...magicPlaces(gz, '\x1f\x8b\x08'), ...range(gzEnd, gz.length)],
  },
  { name: 'one.gz by zlib', prepare: prepareGzip, bytes: gzipSync(sample), ends: [] },
  ...XZ_ENGINES.flatMap(({ engine, prepare, missing }): readonly Case[] => [
    { name: `one.xz by ${engine}`, prepare, bytes: fixture('one.xz'), ends: [], missing },
    { name: `blocks.xz by ${engine}`, prepare, bytes: fixture('blocks.xz'), ends: [], missing },
    {
      name: `streams.xz by ${engine}`,
      prepare,
      bytes: xzStreams,
      ends: magicPlaces(xzStreams, '\xfd7zXZ')
        .flatMap((at) => [at - 8, at - 4, at])
        .concat(xzStreams.length - 4),
      missing,
    },
  ]),
  { name: 'one.bz2', prepare: prepareBzip2, bytes: fixture('one.bz2'), ends: [] },
  { name: 'blocks.bz2', prepare: prepareBzip2, bytes: fixture('blocks.bz2'), ends: [] },
  {
    name: 'streams.bz2',
    prepare: prepareBzip2,
    bytes: fixture('streams.bz2'),
    ends: magicPlaces(fixture('streams.bz2'), 'BZh9'),
  },
  { name: 'one.zst', prepare: prepareZstd, bytes: fixture('one.zst'), ends: [] },
  { name: 'no-checksum.zst', prepare: prepareZstd, bytes: fixture('no-checksum.zst'), ends: [] },
  { name: 'frames.zst', prepare: prepareZstd, bytes: zstdFrames, ends: [skippable, skippable + 13] },
];

for (const { name, prepare, bytes, ends, missing = '' } of CASES)
  describe.skipIf(missing !== '')(name + missing, () => {
    test.each([1, 3, 700, 1 << 20])('decodes to the image when it comes in pieces of %i bytes', async (chunkBytes) => {
      expect(await outcome(prepare, bytes, chunkBytes)).toBe('same');
    });

    test('is known to be truncated wherever it is cut off', async () => {
      const missed: number[] = [];
      for (const length of places(bytes.length).filter((at) => at > 0 && !ends.includes(at))) {
        const code = await outcome(prepare, bytes.subarray(0, length));
        if (code !== 'image-truncated') missed.push(length);
      }
      expect(missed.filter((length) => !isCutHeader(length, ends))).toEqual([]);
    });

    test('is never decoded to something else when a bit is turned', async () => {
      if (name.startsWith('no-checksum')) return;
      let refused = 0;
      const all = places(bytes.length);
      for (const at of all) {
        const result = await outcome(prepare, flipped(bytes, at, at % 8));
        if (result !== 'same') refused++;
        expect({ at, result }).not.toEqual({ at, result: 'different' });
      }
      // What may change without harm is a little of the headers.
      expect(refused).toBeGreaterThan(0.9 * (all.filter((at) => !ends.includes(at)).length - 20));
    });

    test.each(['garbage after the end', '\x01', 'BZ', '\0\0\0\0garbage', '\x1f\x8b'])(
      'is refused with %j after its end',
      async (garbage) => {
        const result = await outcome(prepare, Buffer.concat([bytes, Buffer.from(garbage, 'latin1')]));
        expect(result).toMatch(/^image-(trailing-garbage|truncated|corrupt)$/);
        if (garbage.length > 15) expect(result).toBe('image-trailing-garbage');
      },
    );
  });

test('zeros may follow the last member of a gzip file, but nothing after them', async () => {
  const bytes = gzipSync(sample);
  expect(await outcome(prepareGzip, Buffer.concat([bytes, Buffer.alloc(5000)]))).toBe('same');
  const late = Buffer.concat([bytes, Buffer.alloc(5000), Buffer.from('x')]);
  expect(await outcome(prepareGzip, late)).toBe('image-trailing-garbage');
});

/** Every place in a short file, about 60 spread ones in a longer. */
function places(length: number): number[] {
  const step = Math.max(1, Math.floor(length / 60));
  return range(0, length).filter((at) => at % step === 0 || at > length - 20);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** In the first bytes of a following part it cannot be told from garbage: either answer is right. */
function isCutHeader(length: number, ends: readonly number[]): boolean {
  return ends.some((end) => length > end && length < end + 12);
}

// The last frame ends exactly where the decoder's output is full: there is nothing more to decode, and nothing missing.
describe.each([
  [1, 'KLUv/QRYVAAAEAAAAQD7/znAAgIAEAACABAAAgAQAAIAEAACABAAAgAQAAMAEADxPhbh'],
  [
    2,
    'KLUv/QRYVAAAEAAAAQD7/znAAgIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAwAQANsjjvg=',
  ],
])('%i MiB of zeros by zstd', (mebibytes, base64) => {
  const bytes = Buffer.from(base64, 'base64');

  test('is whole', async () => {
    const given = memoryGiven(bytes);
    const { decode } = await prepareZstd(given, never);
    const decoded = await gather(decode(given.read(never)));
    expect(decoded.equals(Buffer.alloc(mebibytes << 20))).toBe(true);
  });

  test('is truncated without its last byte', async () => {
    expect(await outcome(prepareZstd, bytes.subarray(0, -1))).toBe('image-truncated');
  });
});
