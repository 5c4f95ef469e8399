import { markerText, UNFINISHED_MARKER } from '../core/images/marker.ts';
import { alignedBuffer, BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';

/** How the marker of an unfinished card begins; an image that begins so is recognised by the other side. */
export const MARKER = UNFINISHED_MARKER;

/** The first MiB of a card that is being written: who does it, since when, which job. Text, then zeros. */
export function markerBlock(startedAt: string, job: string): Buffer {
  const block = alignedBuffer(BLOCK_BYTES);
  block.write(markerText(startedAt, job), 'latin1');
  return block;
}

/**
 * Makes an old card unbootable before anything else happens to it: marker over the first MiB, zeros over the last (where
 * a GPT keeps its backup), flushed. A drive smaller than two MiB is wiped as far as it goes.
 */
export async function wipeEnds(device: Device, marker: Buffer): Promise<void> {
  await writeMarker(device, marker);
  if (Number.isFinite(device.bytes) && device.bytes > BLOCK_BYTES) {
    const tail = Math.min(BLOCK_BYTES, device.bytes - BLOCK_BYTES);
    const start = alignDown(device.bytes - tail, device.sectorBytes);
    const length = alignDown(device.bytes - start, device.sectorBytes);
    if (length > 0) await device.write(alignedBuffer(length), Math.max(start, BLOCK_BYTES));
  }
  await device.flush();
}

/** Writes the marker over the first MiB, without a flush. */
export async function writeMarker(device: Device, marker: Buffer): Promise<void> {
  const length = alignDown(Math.min(BLOCK_BYTES, device.bytes), device.sectorBytes);
  if (length > 0) await device.write(marker.subarray(0, length), 0);
}

function alignDown(bytes: number, unit: number): number {
  return bytes - (bytes % unit);
}

export function alignUp(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit;
}
