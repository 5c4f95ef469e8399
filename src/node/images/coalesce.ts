import { CHUNK_BYTES } from './file-chunks.ts';

/** For sockets and pipes, which give 16 to 64 KiB at a time, or much less. More than this would make a slow line's first bytes wait. */
export const STREAM_CHUNK_BYTES = 256 << 10;

/**
 * Gathers small chunks into ones of `targetBytes` and lets those through that have a quarter of that: to copy them would
 * cost more than a few more calls. As with its input, a chunk is valid until the next is asked for.
 */
export async function* coalesced(
  chunks: AsyncIterable<Uint8Array>,
  targetBytes = CHUNK_BYTES,
): AsyncGenerator<Uint8Array> {
  let buffer: Uint8Array | undefined;
  let filled = 0;
  for await (const chunk of chunks) {
    if (filled === 0 && chunk.length >= targetBytes / 4) {
      yield chunk;
      continue;
    }
    buffer ??= new Uint8Array(targetBytes);
    for (let taken = 0; taken < chunk.length;) {
      const piece = chunk.subarray(taken, taken + targetBytes - filled);
      buffer.set(piece, filled);
      filled += piece.length;
      taken += piece.length;
      if (filled === targetBytes) {
        yield buffer;
        filled = 0;
      }
    }
  }
  if (buffer && filled > 0) yield buffer.subarray(0, filled);
}
