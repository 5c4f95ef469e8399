import { corrupt } from '../../image-errors.ts';
import type { BitReader } from './bit-reader.ts';
import { readBlockCode } from './code-tables.ts';
import { readSymbol } from './huffman.ts';

const GROUP_SYMBOLS = 50;
/** RUNA and RUNB write the length of a run of the byte at the head of the list, in a base-2 numeration with digits 1, 2. */
const RUN_A = 0;
const RUN_B = 1;

/** A block before the inverse Burrows-Wheeler transform is walked. */
export interface Block {
  /** Where the walk starts in `links`. */
  readonly start: number;
  readonly length: number;
}

/**
 * Reads a block's body into `links`, which afterwards holds at each place the byte (lowest 8 bits) and the place of the
 * next one (upper 24). Throws `image-corrupt` when it does not fit or makes no sense.
 */
export function readBlock(reader: BitReader, links: Uint32Array): Block {
  if (reader.read(1) === 1) throw corrupt('bzip2: randomised block of an ancient version');
  const origin = reader.read(24);
  const counts = new Int32Array(256);
  const length = readBytes(reader, links, counts);
  if (origin >= length) throw corrupt('bzip2: origin');
  linkUp(links, length, counts);
  return { start: (links[origin] ?? 0) >>> 8, length };
}

/** Huffman, runs and move-to-front undone: the block's bytes in sorted order's last column. Returns their number. */
function readBytes(reader: BitReader, bytes: Uint32Array, counts: Int32Array): number {
  const { tables, selectors, bytesInUse } = readBlockCode(reader);
  const endSymbol = bytesInUse.length + 1;
  const recent = bytesInUse;
  let [length, run, runDigit] = [0, 0, 1];
  for (const selector of selectors) {
    const table = tables[selector];
    if (!table) break;
    for (let i = 0; i < GROUP_SYMBOLS; i++) {
      const symbol = readSymbol(reader, table);
      if (symbol === RUN_A || symbol === RUN_B) {
        run += (symbol + 1) * runDigit;
        runDigit *= 2;
        if (run > bytes.length) throw corrupt('bzip2: run');
        continue;
      }
      if (run > 0) {
        length = fillRun(bytes, counts, length, run, recent[0] ?? 0);
        [run, runDigit] = [0, 1];
      }
      if (symbol === endSymbol) return length;
      if (length === bytes.length) throw corrupt('bzip2: block too long');
      const byte = moveToFront(recent, symbol - 1);
      bytes[length++] = byte;
      counts[byte] = (counts[byte] ?? 0) + 1;
    }
  }
  throw corrupt('bzip2: block without an end');
}

function fillRun(bytes: Uint32Array, counts: Int32Array, length: number, run: number, byte: number): number {
  if (length + run > bytes.length) throw corrupt('bzip2: run past the block');
  bytes.fill(byte, length, length + run);
  counts[byte] = (counts[byte] ?? 0) + run;
  return length + run;
}

function moveToFront(recent: Uint8Array, place: number): number {
  const byte = recent[place] ?? 0;
  recent.copyWithin(1, 0, place);
  recent[0] = byte;
  return byte;
}

/** The k-th occurrence of a byte in the last column is its k-th in the first: that gives each place's successor. */
function linkUp(links: Uint32Array, length: number, counts: Int32Array): void {
  let sum = 0;
  const next = counts.map((count) => {
    const first = sum;
    sum += count;
    return first;
  });
  for (let i = 0; i < length; i++) {
    const byte = (links[i] ?? 0) & 0xff;
    const place = next[byte] ?? 0;
    next[byte] = place + 1;
    links[place] = ((links[place] ?? 0) & 0xff) | (i << 8);
  }
}
