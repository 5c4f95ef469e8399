import { MAX_READ_BYTES, type ReadHeader } from '../contract/writer.ts';
import { AppError } from '../core/errors.ts';
import { createAbortSwitch } from './abort.ts';
import { alignedBuffer } from './blocks.ts';
import { checkDrive } from './check.ts';
import type { Device } from './device.ts';
import type { Emit } from './events.ts';
import { alignUp } from './marker.ts';
import { openDrive } from './open-drive.ts';

/** All reads of a session together: a few looks at a card, not a copy of it. */
const SESSION_READ_BYTES = 4 * MAX_READ_BYTES;
let bytesRead = 0;

/**
 * The writer's second, bounded operation: brings back a piece of a drive that passes the same rules as for writing. What
 * is in it (a partition table, a FAT) is parsed by the unprivileged side.
 */
export async function runRead(header: ReadHeader, emit: Emit): Promise<void> {
  const { offset, bytes } = header;
  if (header.target.kind !== 'drive')
    throw new AppError('usage', { detail: 'only drives are read through the writer' });
  bytesRead += bytes;
  if (bytesRead > SESSION_READ_BYTES) throw new AppError('usage', { detail: 'too much was read in one session' });
  // Nobody's built-in disk is read for a program that has only said that the person allows it.
  const target = { ...header.target, allowFixed: false };
  const image = { bytes: null, onDisks: [], tableSectorBytes: null, startsLikeDisk: null };
  await checkDrive(target, image);
  const device = await openDrive(target, image, createAbortSwitch(), 'read');
  const data = await readPiece(device, offset, bytes).finally(() => device.close());
  emit({ type: 'read', data: data.toString('base64') });
}

async function readPiece(device: Device, offset: number, bytes: number): Promise<Buffer> {
  const start = offset - (offset % device.sectorBytes);
  const end = Math.min(alignUp(offset + bytes, device.sectorBytes), device.bytes);
  if (end <= offset) throw new AppError('usage', { detail: `offset ${offset} is past the end of the drive` });
  const buffer = alignedBuffer(end - start);
  await device.read(buffer, start);
  return buffer.subarray(offset - start, offset - start + bytes);
}
