import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../core/errors/app-error.ts';
import type { CardFile, CardFilesPort } from '../core/ports.ts';
import { errnoOf } from './errno.ts';

/** Virtual cards, opened to be looked into: regular files, here. */
export const cardFiles: CardFilesPort = { open: openCard };

async function openCard(path: string): Promise<CardFile> {
  // Without waiting: to open a named pipe would otherwise last until somebody writes to it.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((thrown: unknown) => {
    throw openError(thrown, path);
  });
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new AppError('refused', { device: path, reason: 'not-a-plain-file' });
    const bytes = stats.size;
    return { bytes, read: (offset, length) => readExactly(handle, path, offset, length), close: () => handle.close() };
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

async function readExactly(handle: FileHandle, path: string, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done).catch((thrown: unknown) => {
      throw new AppError('io-error', { device: path, operation: 'read', errno: errnoOf(thrown) ?? 'unknown', offset });
    });
    if (bytesRead === 0)
      throw new AppError('image-truncated', { image: path, expectedBytes: offset + length, bytes: offset + done });
    done += bytesRead;
  }
  return bytes;
}

function openError(thrown: unknown, path: string): AppError {
  const errno = errnoOf(thrown) ?? 'unknown';
  switch (errno) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('target-not-found', { device: path }, { cause: thrown });
    case 'EACCES':
    case 'EPERM':
      return new AppError('permission-denied', { device: path, operation: 'open', errno }, { cause: thrown });
    default:
      return new AppError('io-error', { device: path, operation: 'open', errno, offset: null }, { cause: thrown });
  }
}
