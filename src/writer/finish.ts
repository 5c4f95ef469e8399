import { alignedBuffer, BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';
import { alignUp, writeMarker } from './marker.ts';
import { readBytes } from './mismatch.ts';

/**
 * The last step that makes a card bootable: the first MiB over the marker, flushed, and looked at by `check`. Returns the
 * bytes written. When it fails the marker goes back (`undone` says that it got there), so that a half-finished card does
 * not look finished.
 */
export async function finishFirst(
  device: Device,
  firstBlock: Buffer,
  marker: Buffer,
  check: (() => Promise<void>) | null,
  undone: () => void,
): Promise<number> {
  const padded = alignedBuffer(BLOCK_BYTES).subarray(0, alignUp(firstBlock.byteLength, device.sectorBytes));
  padded.set(firstBlock);
  try {
    if (padded.byteLength > 0) await device.write(padded, 0);
    await device.flush();
    await check?.();
  } catch (error) {
    await writeMarker(device, marker)
      .then(() => device.flush())
      .then(undone, () => undefined);
    throw error;
  }
  return padded.byteLength;
}

/** Whether the first MiB is there already: asked when only changes are written and nothing else had changed. */
export async function firstIsThere(device: Device, firstBlock: Buffer): Promise<boolean> {
  return (await readBytes(device, 0, firstBlock.byteLength)).equals(firstBlock);
}
