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
  await wipeTail(device);
  await device.flush();
}

/** Writes zeros from there (bytes, a sector's beginning) to the drive's end, without a flush: at most its last MiB. */
export async function wipeTail(device: Device, from = 0): Promise<void> {
  const start = Math.max(from, tailStart(device));
  if (!Number.isFinite(start)) return;
  const length = alignDown(device.bytes - start, device.sectorBytes);
  if (length > 0) await device.write(alignedBuffer(length), start);
}

/** Where the last MiB begins (bytes), as far as the first leaves room for one; Infinity where there is none. */
export function tailStart({ bytes, sectorBytes }: Pick<Device, 'bytes' | 'sectorBytes'>): number {
  if (!Number.isFinite(bytes) || bytes <= BLOCK_BYTES) return Infinity;
  return Math.max(BLOCK_BYTES, alignDown(bytes - BLOCK_BYTES, sectorBytes));
}

/** Writes the marker over the first MiB, without a flush. */
export async function writeMarker(device: Device, marker: Buffer): Promise<void> {
  const block = markerFor(device, marker);
  if (block.byteLength > 0) await device.write(block, 0);
}

/** As much of the marker as this device has room for. */
export function markerFor({ bytes, sectorBytes }: Pick<Device, 'bytes' | 'sectorBytes'>, marker: Buffer): Buffer {
  return marker.subarray(0, alignDown(Math.min(BLOCK_BYTES, bytes), sectorBytes));
}

function alignDown(bytes: number, unit: number): number {
  return bytes - (bytes % unit);
}

export function alignUp(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit;
}
