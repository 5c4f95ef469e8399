import { close, constants, fstat, open, read } from 'node:fs';
import { Socket } from 'node:net';
import { addAbortSignal, type Readable } from 'node:stream';
import { isatty, ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import { readAtMost } from './read-at-most.ts';

/** Opens a file to be read by `readInput`. A named pipe that nobody writes to is opened like any other. */
export function openInput(file: string): Promise<number> {
  return promisify(open)(file, constants.O_RDONLY | constants.O_NONBLOCK);
}

/**
 * Everything that comes out of a descriptor up to its end; null when that is more than `maxBytes`. It is closed, but for a
 * standard stream. Throws AppError `cancelled` as soon as `signal` is aborted, and what the system throws.
 */
export async function readInput(fd: number, maxBytes: number, signal: AbortSignal): Promise<Buffer | null> {
  throwIfCancelled(signal);
  const stats = await promisify(fstat)(fd);
  // A process cannot end while one of Node's threads waits for a pipe: those are read by the event loop.
  if (stats.isFIFO() || stats.isSocket() || isatty(fd)) return readStream(streamOf(fd), maxBytes, signal);
  const readInto = async (into: Buffer): Promise<number> => {
    throwIfCancelled(signal);
    return (await promisify(read)(fd, into, 0, into.length, null)).bytesRead;
  };
  return readAtMost(readInto, maxBytes).finally(() => (fd === 0 ? undefined : promisify(close)(fd)));
}

function streamOf(fd: number): Readable {
  if (fd === 0) return process.stdin;
  return isatty(fd) ? new ReadStream(fd) : new Socket({ fd, readable: true, writable: false });
}

async function readStream(stream: Readable, maxBytes: number, signal: AbortSignal): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of addAbortSignal(signal, stream) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > maxBytes) return null;
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throwIfCancelled(signal);
    throw error;
  } finally {
    for (const chunk of chunks) chunk.fill(0);
    stream.destroy();
  }
}
