import type { FileHandle } from 'node:fs/promises';
import type { CancelSignal } from '../../core/ports.ts';

/** Large enough that the cost of a call does not count, small enough for two of them. */
export const CHUNK_BYTES = 4 << 20;

/**
 * A file's bytes from the start to its present end, one chunk read ahead. Two buffers take turns, so a chunk is valid
 * until the next is asked for. Stops when `signal` is aborted; throws what the system says.
 */
export async function* fileChunks(handle: FileHandle, signal: CancelSignal): AsyncGenerator<Uint8Array> {
  let [current, spare] = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)];
  let offset = 0;
  let reading = handle.read(current, 0, CHUNK_BYTES, offset);
  try {
    while (!signal.aborted) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      offset += bytesRead;
      const chunk = current.subarray(0, bytesRead);
      [current, spare] = [spare, current];
      reading = handle.read(current, 0, CHUNK_BYTES, offset);
      yield chunk;
    }
  } finally {
    // The handle must not be closed, nor the buffer freed, under a read that is still going on.
    await reading.catch(() => undefined);
  }
}
