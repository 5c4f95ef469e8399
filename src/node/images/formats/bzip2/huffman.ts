import { corrupt } from '../../image-errors.ts';
import type { BitReader } from './bit-reader.ts';

/** bzip2's longest code. */
export const MAX_CODE_BITS = 20;
/** Nearly all codes are no longer than this: they are found in one step. */
const FAST_BITS = 10;
const LENGTH_MASK = 31;

/** A canonical Huffman code, made ready for decoding. */
export interface HuffmanTable {
  /** By the next FAST_BITS bits: symbol << 5 | length, or 0 for a longer code. */
  readonly fast: Uint16Array;
  /** By length: the largest code of it, or -1. */
  readonly limit: Int32Array;
  /** By length: what to take off a code to get its place in `symbols`. */
  readonly base: Int32Array;
  readonly symbols: Uint16Array;
}

/** The table of the code whose symbol i has `lengths[i]` bits, 1 to 20. */
export function huffmanTable(lengths: Uint8Array): HuffmanTable {
  const symbols = new Uint16Array(lengths.length);
  const limit = new Int32Array(MAX_CODE_BITS + 1).fill(-1);
  const base = new Int32Array(MAX_CODE_BITS + 1);
  const fast = new Uint16Array(1 << FAST_BITS);
  let [code, place] = [0, 0];
  for (let length = 1; length <= MAX_CODE_BITS; length++) {
    base[length] = code - place;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      if (length <= FAST_BITS) {
        const first = code << (FAST_BITS - length);
        fast.fill((symbol << 5) | length, first, first + (1 << (FAST_BITS - length)));
      }
      symbols[place++] = symbol;
      limit[length] = code++;
    }
    code <<= 1;
  }
  return { fast, limit, base, symbols };
}

/** The next symbol. A block is followed by at least 80 bits, so that looking 20 ahead never goes past a sound end. */
export function readSymbol(reader: BitReader, { fast, limit, base, symbols }: HuffmanTable): number {
  const next = reader.peek(MAX_CODE_BITS);
  const found = fast[next >> (MAX_CODE_BITS - FAST_BITS)] ?? 0;
  if (found !== 0) {
    reader.skip(found & LENGTH_MASK);
    return found >> 5;
  }
  for (let length = FAST_BITS + 1; length <= MAX_CODE_BITS; length++) {
    const code = next >> (MAX_CODE_BITS - length);
    if (code > (limit[length] ?? -1)) continue;
    reader.skip(length);
    const symbol = symbols[code - (base[length] ?? 0)];
    if (symbol !== undefined) return symbol;
  }
  throw corrupt('bzip2: no such code');
}
