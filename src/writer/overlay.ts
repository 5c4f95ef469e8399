import type { Overlay } from '../contract/writer.ts';

export interface Patch {
  readonly offset: number;
  readonly bytes: Buffer;
}

export function decodeOverlays(overlays: readonly Overlay[]): readonly Patch[] {
  return overlays.map(({ offset, data }) => ({ offset, bytes: Buffer.from(data, 'base64') }));
}

/** Whether any patch touches the `length` bytes at `offset` of the image. */
export function touches(patches: readonly Patch[], offset: number, length: number): boolean {
  return patches.some((patch) => patch.offset < offset + length && patch.offset + patch.bytes.byteLength > offset);
}

/** Lays the parts of the patches that fall into it over `buffer`, which holds the image from `offset` on. */
export function applyPatches(patches: readonly Patch[], buffer: Uint8Array, offset: number): void {
  for (const patch of patches) {
    const start = Math.max(patch.offset, offset);
    const end = Math.min(patch.offset + patch.bytes.byteLength, offset + buffer.byteLength);
    if (start < end) buffer.set(patch.bytes.subarray(start - patch.offset, end - patch.offset), start - offset);
  }
}
