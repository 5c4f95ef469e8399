import { constants } from 'node:fs';
import { chmod, copyFile, open, type FileHandle } from 'node:fs/promises';
import { AppError, toAppError } from '../../core/errors/app-error.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { errnoOf } from '../errno.ts';
import { writeWhole } from './write-whole.ts';

const CHUNK_BYTES = 4 << 20;
const HOLE_BYTES = 64 << 10;
/** What is in the store may be read by everybody and written by nobody; a copy belongs to its owner. */
export const MODE = 0o644;

export interface CopyOptions {
  readonly signal: CancelSignal;
  /** Called after each chunk, with the bytes done so far. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Copies an image out of the store to a file that must not exist yet: as a reflink where the file system can, else
 * chunk by chunk with holes for zeros. It has its name only when it is whole (`writeWhole`).
 * Throws AppError `target-exists`, `copy-failed`, `cancelled`.
 */
export async function copyImage(from: string, to: string, options: CopyOptions): Promise<void> {
  try {
    throwIfCancelled(options.signal);
    await writeWhole(to, async (partial) => {
      if (!(await cloneFile(from, partial))) await copySparse(from, partial, options);
    });
  } catch (error) {
    throw copyError(error, to);
  }
}

/** What went wrong with a file that an image was to be copied to: `target-exists`, `copy-failed`, or what it was already. */
export function copyError(error: unknown, to: string): AppError {
  if (error instanceof AppError) return error;
  const errno = errnoOf(error);
  if (errno === 'EEXIST') return new AppError('target-exists', { device: to }, { cause: error });
  return new AppError('copy-failed', { path: to, reason: errno ?? toAppError(error).message }, { cause: error });
}

async function cloneFile(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw error;
    return false;
  }
  await chmod(to, MODE);
  return true;
}

async function copySparse(from: string, to: string, options: CopyOptions): Promise<void> {
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'wx', MODE);
    try {
      await copyChunks(source, target, options);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function copyChunks(source: FileHandle, target: FileHandle, { signal, onProgress }: CopyOptions): Promise<void> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let offset = 0;
  for (;;) {
    throwIfCancelled(signal);
    const { bytesRead } = await source.read(buffer, 0, CHUNK_BYTES, offset);
    if (bytesRead === 0) break;
    await writeSparse(target, buffer.subarray(0, bytesRead), offset);
    offset += bytesRead;
    onProgress?.(offset);
  }
  // A hole at the end is not there until the length says so.
  await target.truncate(offset);
}

/** Writes what is not zero, by pieces of `HOLE_BYTES`, so that zeros take no room. `data` starts at `offset` of a new file. */
export async function writeSparse(target: FileHandle, data: Uint8Array, offset: number): Promise<void> {
  let start = 0;
  for (let at = 0; at < data.length; at += HOLE_BYTES) {
    const piece = data.subarray(at, at + HOLE_BYTES);
    if (Buffer.compare(piece, ZEROS.subarray(0, piece.length)) !== 0) continue;
    await writeAll(target, data.subarray(start, at), offset + start);
    start = at + piece.length;
  }
  await writeAll(target, data.subarray(start), offset + start);
}

async function writeAll(target: FileHandle, data: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < data.length;)
    done += (await target.write(data, done, data.length - done, offset + done)).bytesWritten;
}

const ZEROS = Buffer.alloc(HOLE_BYTES);
