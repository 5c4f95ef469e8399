import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES, createBlockPool } from '../../src/writer/blocks.ts';
import { createImageStream, createPrefixHash, type Block } from '../../src/writer/stream.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { give } from '../support/test-pass.ts';

/** Streams `image` in pieces of the given sizes (over and over), each block used by `users` targets for a while. */
function streamed(image: Buffer, pieces: readonly number[], users: number) {
  const pool = createBlockPool(4 * BLOCK_BYTES);
  const blocks: { offset: number; bytes: Buffer; tail: Buffer }[] = [];
  const held: Block[] = [];
  let released = 0;
  const stream = createImageStream(
    pool,
    (block) => {
      const { offset, buffer, length } = block;
      blocks.push({
        offset,
        bytes: Buffer.from(buffer.subarray(0, length)),
        tail: Buffer.from(buffer.subarray(length)),
      });
      for (let user = 0; user < users; user++) held.push(block);
      return users;
    },
    () => released++,
  );
  let from = 0;
  for (let i = 0; from < image.byteLength; i++) {
    const piece = pieces[i % pieces.length] ?? 1;
    give(stream, image.subarray(from, from + piece));
    from += piece;
    // Two blocks may be held at a time; the older goes first.
    while (held.length > users) held.shift()?.release();
  }
  const digest = stream.end();
  for (const block of held) block.release();
  return { blocks, digest, stream, pool, released };
}

describe('createImageStream', () => {
  const MIB = BLOCK_BYTES;
  it.each([1, 511, 512, MIB - 1, MIB, MIB + 1, 3 * MIB + 700])('cuts %i bytes into blocks and hashes them', (bytes) => {
    const image = testImage(bytes);
    const { blocks, digest, stream, released } = streamed(image, [300_001], 2);
    expect(Buffer.concat(blocks.map((block) => block.bytes)).equals(image)).toBe(true);
    expect(blocks.map(({ offset }) => offset)).toEqual(blocks.map((_, index) => index * MIB));
    expect(digest).toBe(sha256(image));
    expect(stream.received).toBe(bytes);
    expect(released).toBe(Math.ceil(bytes / MIB));
  });

  it('fills what is behind the last byte with zeros, though the buffer had older bytes', () => {
    const { blocks } = streamed(testImage(9 * MIB + 5), [MIB], 1);
    expect(blocks.at(-1)?.tail.every((byte) => byte === 0)).toBe(true);
  });

  it('goes on behind what is left out, and counts it apart', () => {
    const image = testImage(2 * MIB + 9);
    const pool = createBlockPool(4 * BLOCK_BYTES);
    const stream = createImageStream(
      pool,
      () => 0,
      () => undefined,
    );
    give(stream, image.subarray(0, MIB));
    stream.skip(3 * MIB);
    stream.skip(MIB);
    give(stream, image.subarray(MIB));
    expect(stream.end()).toBe(sha256(image));
    expect(stream).toMatchObject({ received: 2 * MIB + 9, imageBytes: 6 * MIB + 9, offsets: [0, 5 * MIB, 6 * MIB] });
  });

  it.each([
    ['before the first block', 0, MIB],
    ['within a block', MIB + 5, MIB],
    ['that is no whole block', MIB, MIB - 1],
  ])('refuses to leave out something %s', (_, given, bytes) => {
    const stream = createImageStream(
      createBlockPool(4 * MIB),
      () => 0,
      () => undefined,
    );
    give(stream, testImage(given));
    expect(() => {
      stream.skip(bytes);
    }).toThrow(/unexpected/);
  });

  it('notes the hash of the image up to the end of each block', () => {
    const image = testImage(2 * MIB + 9);
    const { stream } = streamed(image, [77_777], 1);
    const ends = [MIB, 2 * MIB, image.byteLength];
    expect(stream.prefixDigests.map((digest) => digest.toString('hex'))).toEqual(
      ends.map((end) => sha256(image.subarray(0, end))),
    );
  });

  it('gives every buffer back exactly once, however many targets use it and however it is cut', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6 * MIB }),
        fc.array(fc.integer({ min: 1, max: 2 * MIB }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 3 }),
        (bytes, pieces, users) => {
          const image = testImage(bytes);
          const { pool, digest } = streamed(
            image,
            pieces.map((piece) => Math.max(piece, 40_000)),
            users,
          );
          expect(digest).toBe(sha256(image));
          expect(pool.freeBytes).toBe(4 * MIB);
          const taken = Array.from({ length: 8 }, () => pool.take());
          const real = taken.filter((buffer) => buffer !== null);
          expect(
            new Set(
              real.map(
                (buffer) => buffer.byteOffset + 1e12 * [...new Set(real.map((b) => b.buffer))].indexOf(buffer.buffer),
              ),
            ).size,
          ).toBe(real.length);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('says so when more comes than the buffers hold', () => {
    const pool = createBlockPool(8 * MIB);
    const stream = createImageStream(
      pool,
      () => 1,
      () => undefined,
    );
    expect(() => give(stream, Buffer.alloc(9 * MIB))).toThrow(/more data than the window allows/);
  });
});

describe('createPrefixHash', () => {
  it('has no digest before the first block', () => {
    expect(createPrefixHash().digests).toEqual([]);
  });
});
