import { isUtf8 } from 'node:buffer';
import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { decodeSeed } from '../../core/seed/decode.ts';
import { MAX_SEED_BYTES, type Seed } from '../../core/seed/seed.ts';
import { seedUnreadable } from '../../core/seed/unreadable.ts';
import { errnoOf } from '../errno.ts';
import { openInput, readInput } from './read-input.ts';

const FILE_MODE = 0o600;
/** What the group and others may do. */
const OTHERS_MODE = 0o077;

/**
 * Writes a seed to a file that must not exist yet, and its content to the disk. Resolves to whether only its owner can read
 * it: some file systems (FAT, network mounts) give files a mode of their own. The file goes again when that fails. Throws AppError `seed-exists`, `folder-not-found`, `permission-denied`, and what else the file
 * system throws.
 */
export async function writeSeedFile(file: string, text: string): Promise<boolean> {
  // 'wx': neither a file that is there nor what a link leads to is touched.
  const handle = await open(file, 'wx', FILE_MODE).catch((error: unknown) => {
    throw whyNotMade(file, error);
  });
  try {
    await handle.writeFile(text);
    await handle.sync();
    return ((await handle.stat()).mode & OTHERS_MODE) === 0;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

function whyNotMade(file: string, error: unknown): unknown {
  const errno = errnoOf(error);
  switch (errno) {
    case 'EEXIST':
      return new AppError('seed-exists', { file }, { cause: error });
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('folder-not-found', { device: file, folder: dirname(file) }, { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError('permission-denied', { operation: 'write', device: file, errno }, { cause: error });
    default:
      return error;
  }
}

/** The seed of a file, or of a pipe. Throws AppError `seed-unreadable`, `seed-newer`, `cancelled`. */
export async function readSeedFile(file: string, signal: AbortSignal): Promise<Seed> {
  const fd = await openInput(file).catch((error: unknown) => {
    throw seedUnreadable(file, 0, errnoOf(error) === 'ENOENT' ? 'missing' : 'unreadable');
  });
  const bytes = await readInput(fd, MAX_SEED_BYTES, signal).catch((error: unknown) => {
    throw error instanceof AppError ? error : seedUnreadable(file, 0, 'unreadable');
  });
  if (bytes === null || !isUtf8(bytes)) throw seedUnreadable(file, 1, 'not-a-seed');
  return decodeSeed(bytes.toString('utf8'), file);
}
