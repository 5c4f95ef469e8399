import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Range } from '../../../src/core/allocation/free-of-image.ts';
import { createSieve } from '../../../src/core/flash/sift.ts';
import type { Sha256 } from '../../../src/core/ports.ts';
import { newSha256 } from '../../../src/node/sha256.ts';
import { sha256 } from '../../support/test-image.ts';
import { anExt4Image, blockAt, MIB, PLACES } from '../allocation/an-ext4.ts';

/** MiB 2 and 5 to 7 of it are free; 8 is, too, but the partition's last. */
const USED = [blockAt(3 * MIB), blockAt(5 * MIB) - 1];
const IMAGE = anExt4Image(USED);
const FREE = [2, 5, 6, 7];

async function* inChunks(image: Uint8Array, sizes: readonly number[]) {
  for (let from = 0, i = 0; from < image.length; i++) {
    const size = sizes[i % sizes.length] ?? MIB;
    await Promise.resolve();
    yield image.subarray(from, from + size);
    from += size;
  }
}

/** For what looks at something else: hashing is what takes the time. */
const unhashed = (): Sha256 => ({ update: () => undefined, hex: () => '' });

async function leftOutOf(image: Uint8Array): Promise<number[]> {
  const found: number[] = [];
  let offset = 0;
  for await (const piece of createSieve('test.img', [], unhashed).sift(inChunks(image, [3 * MIB + 1]))) {
    const isSent = piece instanceof Uint8Array;
    const bytes = isSent ? piece.byteLength : piece.bytes;
    for (let at = 0; !isSent && at < bytes; at += MIB) found.push((offset + at) / MIB);
    offset += bytes;
  }
  return found;
}

async function sifted(image: Uint8Array, sizes: readonly number[] = [300_001], kept: readonly Range[] = []) {
  const sieve = createSieve('test.img', kept, newSha256);
  const sent: Uint8Array[] = [];
  const leftOut: number[] = [];
  let offset = 0;
  for await (const piece of sieve.sift(inChunks(image, sizes))) {
    if (piece instanceof Uint8Array) {
      expect(Buffer.compare(piece, image.subarray(offset, offset + piece.byteLength))).toBe(0);
      sent.push(piece.slice());
      offset += piece.byteLength;
    } else {
      for (let at = 0; at < piece.bytes; at += MIB) leftOut.push((offset + at) / MIB);
      offset += piece.bytes;
    }
  }
  expect(offset).toBe(image.byteLength);
  return { leftOut, sentSha256: sha256(Buffer.concat(sent)), sieve };
}

describe('the sieve', () => {
  it('leaves out the free MiB and hashes the whole image, however it is cut', async () => {
    const sizes = fc.array(fc.integer({ min: 70_000, max: 3 * MIB }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sizes, async (cuts) => {
        const { leftOut, sentSha256, sieve } = await sifted(IMAGE, cuts);
        expect(leftOut).toEqual(FREE);
        expect(sieve.imageSha256(sentSha256)).toBe(sha256(IMAGE));
      }),
      { numRuns: 20 },
    );
  });

  it('says so where the writer got other bytes', async () => {
    const { sieve } = await sifted(IMAGE);
    expect(() => sieve.imageSha256(sha256(IMAGE))).toThrow(/unexpected/);
  });

  it('keeps what something is laid over', async () => {
    expect((await sifted(IMAGE, [MIB], [{ offset: 6 * MIB - 1, bytes: 2 }])).leftOut).toEqual([2, 7]);
  });

  it('says that an image is too short which ends in a MiB that is free', async () => {
    await expect(sifted(IMAGE.subarray(0, 7 * MIB + 5))).rejects.toMatchObject({
      code: 'image-truncated',
      facts: { bytes: 7 * MIB + 5, expectedBytes: 8 * MIB },
    });
    expect((await sifted(IMAGE.subarray(0, 8 * MIB))).leftOut).toEqual([2, 5, 6, 7]);
  });

  it('leaves out nothing where an MBR has others beside the entry of a GPT', async () => {
    const hybrid = IMAGE.slice();
    const entry = PLACES.table + 16;
    hybrid[entry + 4] = 0xee;
    new DataView(hybrid.buffer).setUint32(entry + 8, 1, true);
    new DataView(hybrid.buffer).setUint32(entry + 12, 63, true);
    expect((await sifted(hybrid)).leftOut).toEqual([]);
  });

  it('keeps where md 0.90 signs: the last 64 KiB of the partition that are whole, cut or not', async () => {
    for (const partitionBytes of [8 * MIB, 8 * MIB + 65_536, 8 * MIB + 512 * 1024]) {
      const image = IMAGE.slice();
      new DataView(image.buffer).setUint32(PLACES.table + 12, partitionBytes / 512, true);
      const sign = MIB + Math.floor(partitionBytes / 65_536) * 65_536 - 65_536;
      const { leftOut } = await sifted(image);
      expect(leftOut).toContain(6);
      expect(leftOut).not.toContain(Math.floor(sign / MIB));
    }
  });

  it.each([0, 1, 700, MIB - 1, MIB])('passes an image of %i bytes on', async (bytes) => {
    expect((await sifted(IMAGE.subarray(0, bytes))).leftOut).toEqual([]);
  });
});

describe('whatever an image says', () => {
  const field = fc.constantFrom(
    ...[...Array(16).keys()].map((i) => PLACES.table + i),
    ...[0x4, 0x14, 0x18, 0x1c, 0x20, 0x24, 0x28, 0x58, 0x5c, 0x60, 0x64, 0xce, 0xfe, 0x150, 0x24c].map(
      (at) => PLACES.superblock + at,
    ),
    ...[0x0, 0x4, 0x8, 0xc, 0x12].map((at) => PLACES.descriptors + at),
    ...[0, 60, 255].map((at) => PLACES.bitmap + at),
  );
  const value = fc.oneof(
    fc.nat({ max: 0xffffffff }),
    fc.constantFrom(0, 1, 2, 8, 0x80, 0xffff, 0x7fffffff, 0xffffffff),
  );

  it('the sieve comes to its end, and leaves out nothing of the first MiB or outside of the partition', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, value), { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = IMAGE.slice();
        for (const [at, number] of changes) new DataView(changed.buffer).setUint32(at, number, true);
        const leftOut = await leftOutOf(changed).catch((thrown: unknown) => {
          expect(thrown).toMatchObject({ code: 'image-truncated' });
          return [];
        });
        expect(leftOut).not.toContain(0);
        const table = new DataView(changed.buffer);
        const start = table.getUint32(PLACES.table + 8, true) * 512;
        const end = start + table.getUint32(PLACES.table + 12, true) * 512;
        for (const index of leftOut) {
          expect(index * MIB).toBeGreaterThanOrEqual(start);
          expect((index + 1) * MIB).toBeLessThanOrEqual(end);
        }
      }),
      { numRuns: 200 },
    );
  });
});
