import { AppError } from '../core/errors/app-error.ts';
import { judgeMismatch, type Evidence } from '../core/flash/verdict.ts';
import { alignedBuffer } from './blocks.ts';
import type { Device } from './device.ts';
import type { Difference } from './difference.ts';
import { alignUp } from './marker.ts';

/** A part of the image that came back with other bytes than were sent. */
export interface Mismatch extends Omit<Evidence, 'direct'> {
  readonly offset: number;
  readonly length: number;
  /** Null where the right bytes are not known: then not more is known than the block. */
  readonly difference: Difference | null;
}

/**
 * AppError `verify-mismatch`: who is likely at fault and on what grounds; `offset` is that of the first wrong byte where it
 * is `exact`, else of the `length` bytes that were compared as one.
 */
export function mismatchError(device: Device, { offset, length, difference, ...evidence }: Mismatch): AppError {
  const { suspect, grounds } = judgeMismatch({ ...evidence, direct: device.direct });
  return new AppError('verify-mismatch', {
    ...{ device: device.path, suspect, grounds, length, exact: difference !== null },
    offset: offset + (difference?.first ?? 0),
    wrong: difference?.bytes ?? null,
    flipped: difference?.bits ?? null,
  });
}

/** Reads `length` bytes at a sector's beginning, into memory of its own. */
export async function readBytes(device: Device, offset: number, length: number): Promise<Buffer> {
  const sectors = alignedBuffer(alignUp(length, device.sectorBytes));
  await device.read(sectors, offset);
  return sectors.subarray(0, length);
}
