import { open, statfs, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { SshPort } from '../../core/ssh/ports.ts';
import { errnoOf } from '../errno.ts';
import { coalesced } from '../images/coalesce.ts';
import { openRemote, type RemoteFile } from '../images/given-remote.ts';
import { copyError, MODE, writeSparse, type CopyOptions } from './copy-image.ts';
import { writeWhole } from './write-whole.ts';

/** Large enough for few calls, small enough for a progress that moves on a slow line. */
const CHUNK_BYTES = 1 << 20;

/**
 * Brings an image from another machine, as it is there, into a file that must not exist yet. It has its name only when all
 * of it has come and is on the disk (`writeWhole`). Throws AppError `target-exists`, `copy-failed`, `cancelled`, and those
 * of `openRemote`.
 */
export async function fetchImage(ssh: SshPort, image: RemoteFile, to: string, options: CopyOptions): Promise<void> {
  const folder = dirname(to);
  try {
    throwIfCancelled(options.signal);
    await writeWhole(to, async (partial) => {
      const missing = await missingBytes(folder, image.bytes);
      if (missing > 0) throw noRoom(to, missing);
      await fill(await open(partial, 'wx', MODE), openRemote(ssh, image).read(options.signal), options);
    });
  } catch (error) {
    if (errnoOf(error) !== 'ENOSPC') throw copyError(error, to);
    throw noRoom(to, await missingBytes(folder, image.bytes).catch(() => 0));
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
  } finally {
    await file.close();
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
