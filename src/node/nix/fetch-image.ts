import { link, lstat, open, rename, rm, statfs, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { SshPort } from '../../core/ssh/ports.ts';
import { errnoOf } from '../errno.ts';
import { coalesced } from '../images/coalesce.ts';
import { openRemote, type RemoteFile } from '../images/given-remote.ts';
import { copyError, MODE, writeSparse, type CopyOptions } from './copy-image.ts';
import { partialName, removePartials } from './partials.ts';

/** Large enough for few calls, small enough for a progress that moves on a slow line. */
const CHUNK_BYTES = 1 << 20;

/**
 * Brings an image from another machine, as it is there, into a file that must not exist yet. It gets its name when all
 * of it has come and is on the disk; until then it is beside it under one for temporary use, which goes on an error or
 * a cancel, and with the next call after a crash. Throws AppError `target-exists`, `copy-failed`, `cancelled`, and
 * those of `openRemote`.
 */
export async function fetchImage(ssh: SshPort, image: RemoteFile, to: string, options: CopyOptions): Promise<void> {
  const folder = dirname(to);
  const partial = partialName(to);
  try {
    throwIfCancelled(options.signal);
    if (await isThere(to)) throw new AppError('target-exists', { device: to });
    await removePartials(folder, basename(to));
    const missing = await missingBytes(folder, image.bytes);
    if (missing > 0) throw noRoom(to, missing);
    const file = await open(partial, 'wx', MODE);
    try {
      await fill(file, openRemote(ssh, image).read(options.signal), options);
      await giveName(partial, to);
    } finally {
      await rm(partial, { force: true });
    }
  } catch (error) {
    if (errnoOf(error) !== 'ENOSPC') throw copyError(error, to);
    throw noRoom(to, await missingBytes(folder, image.bytes).catch(() => 0));
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function fill(
  file: FileHandle,
  chunks: AsyncIterable<Uint8Array>,
  { signal, onProgress }: CopyOptions,
): Promise<void> {
  try {
    let offset = 0;
    for await (const chunk of coalesced(chunks, CHUNK_BYTES)) {
      throwIfCancelled(signal);
      await writeSparse(file, chunk, offset);
      offset += chunk.length;
      onProgress?.(offset);
    }
    throwIfCancelled(signal);
    // A hole at the end is not there until the length says so.
    await file.truncate(offset);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives a file its name, but never one that is taken: `rename` would replace what is there. */
async function giveName(partial: string, to: string): Promise<void> {
  try {
    await link(partial, to);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw error;
    // FAT knows no second name of a file. The name is taken by an empty one of ours, which can be replaced.
    await (await open(to, 'wx', MODE)).close();
    await rename(partial, to).catch(async (failed: unknown) => {
      await rm(to, { force: true });
      throw failed;
    });
  }
}

/** How much room a folder lacks for so many bytes; 0 or less: none, or it is not told. */
async function missingBytes(folder: string, bytes: number): Promise<number> {
  const { blocks, bavail, bsize } = await statfs(folder);
  // Some file systems of the network tell nothing.
  return blocks === 0 ? 0 : bytes - bavail * bsize;
}

function noRoom(to: string, missing: number): AppError {
  return new AppError('copy-failed', { path: to, reason: 'ENOSPC', missingBytes: missing > 0 ? missing : null });
}
