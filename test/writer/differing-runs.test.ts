import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differingRuns, PIECE_BYTES } from '../../src/writer/differing-runs.ts';

const PIECES = 6;

it('are the pieces in which a byte differs, joined where they adjoin, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: PIECES * PIECE_BYTES }),
      fc.array(fc.nat({ max: PIECES * PIECE_BYTES - 1 }), { maxLength: 4 }),
      (length, changed) => {
        const there = Buffer.alloc(length, 7);
        const wanted = Buffer.from(there);
        for (const at of changed) if (at < length) wanted[at] = 8;
        const runs = differingRuns(wanted, there);
        const result = Buffer.from(there);
        for (const { from, to } of runs) result.set(wanted.subarray(from, to), from);
        expect(result.equals(wanted)).toBe(true);
        for (const [at, { from, to }] of runs.entries()) {
          expect(from % PIECE_BYTES).toBe(0);
          expect(from).toBeGreaterThan(runs[at - 1]?.to ?? -1);
          for (let piece = from; piece < to; piece += PIECE_BYTES) {
            const end = Math.min(piece + PIECE_BYTES, to);
            expect(wanted.subarray(piece, end).equals(there.subarray(piece, end))).toBe(false);
          }
        }
      },
    ),
  );
});

it('are none where nothing differs', () => {
  expect(differingRuns(Buffer.alloc(3 * PIECE_BYTES), Buffer.alloc(3 * PIECE_BYTES))).toEqual([]);
});
