import type { Extent } from '../../src/core/fat/fat.ts';

/** A copy of the image with these bytes laid over it. */
export function withExtents(image: Uint8Array, extents: readonly Extent[]): Buffer {
  const copy = Buffer.from(image);
  for (const { offset, bytes } of extents) copy.set(bytes, offset);
  return copy;
}
