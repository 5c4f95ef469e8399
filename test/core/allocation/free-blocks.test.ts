import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFreeBlocks, SKIP_BYTES } from '../../../src/core/allocation/free-blocks.ts';
import { BLOCK_BYTES } from '../../../src/writer/blocks.ts';

const MIB = SKIP_BYTES;

it('what is left out is what the writer cuts', () => {
  expect(SKIP_BYTES).toBe(BLOCK_BYTES);
});

describe('createFreeBlocks', () => {
  it('calls a MiB free when all of it is, in whatever pieces and order', () => {
    const blocks = createFreeBlocks(5 * MIB + 512, 9 * MIB);
    blocks.free(7 * MIB + 100, 8 * MIB);
    expect(blocks.isFree(7 * MIB)).toBe(false);
    blocks.free(5 * MIB + 512, 7 * MIB + 100);
    expect([4, 5, 6, 7, 8, 9].filter((index) => blocks.isFree(index * MIB))).toEqual([6, 7]);
  });

  it.each(['before', 'after'])('never calls a MiB free of which a byte is used, said %s', (when) => {
    const blocks = createFreeBlocks(0, 4 * MIB);
    if (when === 'before') blocks.use(2 * MIB - 1, 2 * MIB + 1);
    blocks.free(0, 4 * MIB);
    if (when === 'after') blocks.use(2 * MIB - 1, 2 * MIB + 1);
    expect([0, 1, 2, 3].filter((index) => blocks.isFree(index * MIB))).toEqual([0, 3]);
  });

  it('agrees with a map of every byte', () => {
    const span = fc.tuple(fc.nat({ max: 48 }), fc.nat({ max: 24 }));
    fc.assert(
      fc.property(fc.nat({ max: 20 }), fc.array(span), (start, used) => {
        const unit = MIB / 8;
        const end = 6 * 8;
        const blocks = createFreeBlocks(start * unit, end * unit);
        const isUsed = Array.from({ length: end }, (_, at) => at < start);
        blocks.free(0, 100 * MIB);
        for (const [from, length] of used) {
          blocks.use(from * unit, (from + length) * unit);
          isUsed.fill(true, from, from + length);
        }
        const right = [0, 1, 2, 3, 4, 5, 6].filter((index) => {
          const bytes = isUsed.slice(index * 8, index * 8 + 8);
          return bytes.length === 8 && !bytes.includes(true);
        });
        expect([0, 1, 2, 3, 4, 5, 6].filter((index) => blocks.isFree(index * MIB))).toEqual(right);
      }),
    );
  });
});
