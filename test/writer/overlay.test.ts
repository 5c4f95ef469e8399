import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatches, decodeOverlays, touches } from '../../src/writer/overlay.ts';

const IMAGE_BYTES = 64;
const overlays = fc.array(
  fc.record({ offset: fc.nat({ max: IMAGE_BYTES + 8 }), bytes: fc.uint8Array({ maxLength: 24 }) }),
  { maxLength: 4 },
);

describe('overlays', () => {
  it('laid block by block over an image give what laying them over the whole image gives', () => {
    fc.assert(
      fc.property(overlays, fc.integer({ min: 1, max: 20 }), (given, blockBytes) => {
        const patches = decodeOverlays(
          given.map(({ offset, bytes }) => ({ offset, data: Buffer.from(bytes).toString('base64') })),
        );
        const image = Buffer.alloc(IMAGE_BYTES, 0xaa);
        const whole = [...image];
        for (const { offset, bytes } of given)
          bytes.forEach((byte, at) => {
            if (offset + at < IMAGE_BYTES) whole[offset + at] = byte;
          });
        for (let from = 0; from < IMAGE_BYTES; from += blockBytes) {
          const block = image.subarray(from, from + blockBytes);
          const before = Buffer.from(block);
          applyPatches(patches, block, from);
          if (!block.equals(before)) expect(touches(patches, from, block.byteLength)).toBe(true);
        }
        expect([...image]).toEqual(whole);
      }),
    );
  });

  it.each([
    [0, 10, false],
    [0, 11, true],
    [10, 4, true],
    [13, 1, true],
    [14, 50, false],
  ])('a patch of the bytes 10 to 13 touches the block at %i of %i bytes: %s', (offset, length, expected) => {
    expect(touches([{ offset: 10, bytes: Buffer.alloc(4) }], offset, length)).toBe(expected);
  });
});
