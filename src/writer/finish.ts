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
 * one request. Returns the bytes written. When it fails the marker goes back, so that a half-finished card does not look
 * finished; `undone` says that it got there, or that its first page had not been written over yet.
 * Where our own marker is not there, nothing is written, and that is AppError `verify-mismatch`: a block behind the true end of
 * a drive that wraps lies there, of which the first MiB would leave nothing. It is never called another card, not even where
 * the marker of another job lies there: ours was not read before, so that a drive which takes writes and drops them, as worn
 * cards do, looks just so; and a card that is taken out of an open drive is an error of the request (`drive-io.ts`).
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
  let isStartSent = false;
  try {
    if (padded.byteLength > START_BYTES) {
      await device.write(padded.subarray(START_BYTES), START_BYTES);
      await device.flush();
    }
    isStartSent = true;
    if (padded.byteLength > 0) await device.write(padded.subarray(0, START_BYTES), 0);
    await device.flush();
    await check?.();
  } catch (error) {
    await writeMarker(device, marker)
      .then(() => device.flush())
      .then(undone, () => {
        // A drive that was locked takes no marker either; but it has one still.
        if (!isStartSent) undone();
      });
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
