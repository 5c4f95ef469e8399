import { createHash } from 'node:crypto';
import { AppError } from '../core/errors/app-error.ts';
import { alignedBuffer, BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';

const PROBE_BYTES = 4096;

/**
 * Finds out in a moment whether a drive has the size that it claims: markers that name their own position are written
 * at spread positions, flushed and read back. A card that wraps shows another position's marker, one that drops writes
 * shows none. Throws AppError `counterfeit` with the most that can be real.
 * A cache inside the drive that holds all markers would hide it. A verification that reads back everything would not be
 * fooled; one of what differed alone (`verified.ts`) relies on this probe.
 */
export async function probeCapacity(device: Device, job: string): Promise<void> {
  const positions = probePositions(device.bytes);
  const aligned = alignedBuffer(PROBE_BYTES);
  for (const position of positions) {
    aligned.set(probeMarker(job, position));
    await device.write(aligned, position);
  }
  await device.flush();
  const found: Found[] = [];
  for (const position of positions) {
    await device.read(aligned, position);
    const shown = positions.find((candidate) => aligned.equals(probeMarker(job, candidate))) ?? null;
    found.push({ position, shown });
  }
  if (found.every(({ position, shown }) => shown === position)) return;
  const realBytes = Math.min(device.bytes, ...limits(found));
  throw new AppError('counterfeit', { device: device.path, claimedBytes: device.bytes, realBytes });
}

/**
 * Where markers go: 1 MiB, then 2 + 1, 4 + 1, 8 + 1 ... MiB, and the last whole MiB but one. A counterfeit that wraps
 * leaves out the upper lines of the address, so it wraps at a power of two: every position behind that one falls on the
 * first. None is in the first MiB, which carries the marker of an unfinished card.
 */
export function probePositions(bytes: number): readonly number[] {
  const positions: number[] = [];
  if (BLOCK_BYTES + PROBE_BYTES <= bytes) positions.push(BLOCK_BYTES);
  for (let step = 2 * BLOCK_BYTES; step + BLOCK_BYTES + PROBE_BYTES <= bytes; step *= 2)
    positions.push(step + BLOCK_BYTES);
  const last = bytes - (bytes % BLOCK_BYTES) - BLOCK_BYTES;
  if (last > BLOCK_BYTES && !positions.includes(last)) positions.push(last);
  return positions;
}

interface Found {
  readonly position: number;
  /** The position that the marker there names; null when there is none. */
  readonly shown: number | null;
}

/** Two positions that show the same marker are the same place; one that shows none is behind the end. */
function limits(found: readonly Found[]): readonly number[] {
  return found.flatMap(({ position, shown }) => {
    if (shown === null) return [position];
    const first = found.find((other) => other.shown === shown);
    return first && first.position < position ? [position - first.position] : [];
  });
}

function probeMarker(job: string, position: number): Buffer {
  const seed = createHash('sha256').update(`nixberry probe ${job} ${position}`).digest();
  return Buffer.alloc(PROBE_BYTES, seed);
}
