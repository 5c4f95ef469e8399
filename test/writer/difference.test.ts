import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differenceOf } from '../../src/writer/difference.ts';

it('counts what differs, and names the first', () => {
  const right = Buffer.from([0, 0, 0, 0, 0xff]);
  expect(differenceOf(Buffer.from([0, 0, 0x10, 0, 0]), right)).toEqual({ first: 2, bytes: 2, bits: 9 });
});

it('is null where nothing differs', () => {
  expect(differenceOf(Buffer.from('same'), Buffer.from('same'))).toBeNull();
});

it('finds the bits that were flipped, whichever', () => {
  const flips = fc.uniqueArray(fc.nat({ max: 64 * 8 - 1 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), flips, (bytes, bits) => {
      const right = Buffer.from(bytes);
      const found = Buffer.from(bytes);
      for (const bit of bits) found.writeUInt8(found.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const wrong = bits.map((bit) => bit >> 3);
      expect(differenceOf(found, right)).toEqual({
        first: Math.min(...wrong),
        bytes: new Set(wrong).size,
        bits: bits.length,
      });
    }),
  );
});
