import type { Block } from './block.ts';
import { crcOf } from './crc.ts';

const CHUNK_BYTES = 1 << 20;
/** After this many equal bytes a count of further ones follows. */
const RUN_BYTES = 4;

/** The longest that one byte of a block can write: itself, or as a count. */
const MAX_STEP_BYTES = 255;

/**
 * Walks a block's links and undoes the first run-length coding: yields the decoded bytes in chunks that are valid until
 * the next is asked for, and returns their CRC. A block of 900 kB can become 46 MB: that is why not all at once.
 */
export function* unroll(links: Uint32Array, { start, length }: Block, out: Uint8Array): Generator<Uint8Array, number> {
  let [place, last, equal, filled] = [start, -1, 0, 0];
  let crc = -1;
  for (let left = length; left > 0; left--) {
    const link = links[place] ?? 0;
    const byte = link & 0xff;
    place = link >>> 8;
    if (equal === RUN_BYTES) {
      out.fill(last, filled, filled + byte);
      filled += byte;
      equal = 0;
    } else {
      equal = byte === last ? equal + 1 : 1;
      last = byte;
      out[filled++] = byte;
    }
    if (filled > CHUNK_BYTES - MAX_STEP_BYTES) {
      const chunk = out.subarray(0, filled);
      crc = crcOf(chunk, crc);
      yield chunk;
      filled = 0;
    }
  }
  const rest = out.subarray(0, filled);
  crc = crcOf(rest, crc);
  if (filled > 0) yield rest;
  return ~crc;
}

/** The memory that `unroll` works in. */
export function outputBuffer(): Uint8Array {
  return new Uint8Array(CHUNK_BYTES);
}
