import { alignedBuffer, BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';
import { alignUp, markerFor, writeMarker } from './marker.ts';
import { readBytes } from './mismatch.ts';
import { verifyFirst } from './verify.ts';

/** What goes out last of all: a page of the memory of most cards, and never less than a sector. */
const START_BYTES = 4096;

/**
 * The last step that makes a card bootable: the first MiB over the marker, flushed, and looked at by `check`. Its first page,
 * with the partition table, goes out alone once the rest has been flushed: a drive whose power goes may keep any part of
 * one request. Returns the bytes written. When it fails the marker goes back (`undone` says that it got there), so that a
 * half-finished card does not look finished.
 * Where our own marker is no longer there, nothing is written, and that is AppError `verify-mismatch`: a block behind the true
 * end of a drive that wraps lies there, of which the first MiB would leave nothing; or it is another card.
 */
export async function finishFirst(
  device: Device,
  firstBlock: Buffer,
  marker: Buffer,
  check: (() => Promise<void>) | null,
  undone: () => void,
): Promise<number> {
  await verifyFirst(device, markerFor(device, marker));
  const padded = alignedBuffer(BLOCK_BYTES).subarray(0, alignUp(firstBlock.byteLength, device.sectorBytes));
  padded.set(firstBlock);
  try {
    if (padded.byteLength > START_BYTES) {
      await device.write(padded.subarray(START_BYTES), START_BYTES);
      await device.flush();
    }
    if (padded.byteLength > 0) await device.write(padded.subarray(0, START_BYTES), 0);
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

/** Whether the card still carries this very marker, and nothing else in its first MiB. */
export async function isMarked(device: Device, marker: Buffer): Promise<boolean> {
  return firstIsThere(device, markerFor(device, marker));
}
