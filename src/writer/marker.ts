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

/** Writes zeros over the last MiB, without a flush. */
export async function wipeTail(device: Device): Promise<void> {
  const start = tailStart(device);
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
  const length = alignDown(Math.min(BLOCK_BYTES, device.bytes), device.sectorBytes);
  if (length > 0) await device.write(marker.subarray(0, length), 0);
}

function alignDown(bytes: number, unit: number): number {
  return bytes - (bytes % unit);
}

export function alignUp(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit;
}
