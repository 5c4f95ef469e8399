import { constants, type BigIntStats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../core/errors/app-error.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { fileChunks } from './file-chunks.ts';
import type { FileGiven } from './given.ts';
import { errnoOf } from '../errno.ts';
import { unknownFormat, withFacts } from './image-errors.ts';

/**
 * Opens a regular file to be read, once or several times: it stays the same file when its name is given to another.
 * Throws `image-not-found`, `image-is-directory`, `image-empty`, `permission-denied`, `source-read`, and
 * `image-unknown-format` for a device or a pipe. `name` is what errors call it.
 */
export async function openFile(path: string, name = path): Promise<FileGiven> {
  const handle = await openForReading(path, name);
  try {
    const stats = await handle.stat({ bigint: true });
    assertRegular(stats, name);
    return {
      kind: 'file',
      name,
      bytes: Number(stats.size),
      handle,
      read: (signal) => unchangedChunks(handle, stats, name, signal),
      close: () => handle.close(),
    };
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

/** Without waiting: to open a named pipe would otherwise last until somebody writes to it. */
async function openForReading(path: string, name: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (thrown) {
    throw fileError(thrown, name);
  }
}

function assertRegular(stats: BigIntStats, name: string): void {
  if (stats.isDirectory()) throw new AppError('image-is-directory', { image: name });
  if (!stats.isFile()) throw withFacts(unknownFormat(deviceKind(stats)), { image: name });
  if (stats.size === 0n) throw new AppError('image-empty', { image: name });
}

/** To copy from a drive that is in use cannot give a sound image: a block device is refused, too. */
function deviceKind(stats: BigIntStats): string {
  if (stats.isBlockDevice()) return 'block device';
  return stats.isFIFO() ? 'pipe' : 'device';
}

/** All of the file, which must be the same at the end as when it was opened. */
async function* unchangedChunks(
  handle: FileHandle,
  before: BigIntStats,
  name: string,
  signal: CancelSignal,
): AsyncGenerator<Uint8Array> {
  let total = 0n;
  try {
    for await (const chunk of fileChunks(handle, signal)) {
      total += BigInt(chunk.length);
      if (total > before.size) break;
      yield chunk;
    }
    if (signal.aborted) return;
    const after = await handle.stat({ bigint: true });
    if (total === before.size && after.size === before.size && after.mtimeNs === before.mtimeNs) return;
  } catch (thrown) {
    throw fileError(thrown, name);
  }
  throw new AppError('image-changed', { image: name });
}

function fileError(thrown: unknown, name: string): unknown {
  const errno = errnoOf(thrown);
  switch (errno) {
    case undefined:
      return thrown;
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('image-not-found', { image: name }, { cause: thrown });
    case 'EACCES':
    case 'EPERM':
      return new AppError('permission-denied', { operation: 'open', device: name, errno }, { cause: thrown });
    case 'EISDIR':
      return new AppError('image-is-directory', { image: name }, { cause: thrown });
    default:
      return new AppError('source-read', { image: name, detail: errno }, { cause: thrown });
  }
}
