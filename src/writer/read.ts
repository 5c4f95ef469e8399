import { MAX_SESSION_READ_BYTES, type DriveTarget, type ReadHeader } from '../contract/writer.ts';
import { AppError, toAppError } from '../core/errors/app-error.ts';
import { createAbortSwitch } from './abort.ts';
import { alignedBuffer } from './blocks.ts';
import type { Device } from './device.ts';
import type { DriveHost } from './drive-host.ts';
import type { Emit } from './events.ts';
import { alignUp } from './marker.ts';
import { wasWritten } from './own-work.ts';

let bytesRead = 0;

/**
 * The writer's second, bounded operation: brings back a piece of a drive that passes the same rules as for writing, but that
 * it may be write-protected. What is in it (a partition table, a FAT) is parsed by the unprivileged side. What is wrong with
 * the drive ends this read only; a read that must not be asked for is AppError `usage` and ends the session.
 */
export async function runRead(header: ReadHeader, host: DriveHost, emit: Emit): Promise<void> {
  const { target, bytes } = header;
  if (target.kind !== 'drive') throw new AppError('usage', { detail: 'only drives are read through the writer' });
  bytesRead += bytes;
  if (bytesRead > MAX_SESSION_READ_BYTES) throw new AppError('usage', { detail: 'too much was read in one session' });
  try {
    const data = await readDrivePiece(target, header, host);
    emit({ type: 'read', data: data.toString('base64') });
  } catch (thrown) {
    const { code, facts } = toAppError(thrown);
    emit({ type: 'read-failed', code, facts });
  }
}

async function readDrivePiece(given: DriveTarget, { offset, bytes }: ReadHeader, host: DriveHost): Promise<Buffer> {
  // Nobody's built-in disk is read for a program that has only said that the person allows it: unless it was written here.
  const target = { ...given, allowFixed: given.allowFixed && wasWritten(given) };
  await host.check(target, null, 'read');
  const device = await host.open(target, null, createAbortSwitch(), 'read');
  return readPiece(device, offset, bytes).finally(() => device.close());
}

async function readPiece(device: Device, offset: number, bytes: number): Promise<Buffer> {
  const start = offset - (offset % device.sectorBytes);
  const end = Math.min(alignUp(offset + bytes, device.sectorBytes), device.bytes);
  if (end <= offset) throw new AppError('usage', { detail: `offset ${offset} is past the end of the drive` });
  const buffer = alignedBuffer(end - start);
  await device.read(buffer, start);
  return buffer.subarray(offset - start, offset - start + bytes);
}
