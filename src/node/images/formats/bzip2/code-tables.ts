import { corrupt } from '../../image-errors.ts';
import type { BitReader } from './bit-reader.ts';
import { huffmanTable, MAX_CODE_BITS, type HuffmanTable } from './huffman.ts';

const MIN_TABLES = 2;
const MAX_TABLES = 6;

/** How the symbols of one block are coded: the tables, and which of them holds for each group of 50 symbols. */
export interface BlockCode {
  readonly tables: readonly HuffmanTable[];
  readonly selectors: Uint8Array;
  /** The bytes that occur in the block, ascending. */
  readonly bytesInUse: Uint8Array;
}

/** Reads the part of a block's head that describes its code. Throws `image-corrupt`. */
export function readBlockCode(reader: BitReader): BlockCode {
  const bytesInUse = readBytesInUse(reader);
  const tableCount = reader.read(3);
  if (tableCount < MIN_TABLES || tableCount > MAX_TABLES) throw corrupt('bzip2: number of tables');
  const selectors = readSelectors(reader, tableCount);
  // Two symbols for runs, one for each byte in use but the first of the list, one for the end.
  const symbolCount = bytesInUse.length + 2;
  const tables = Array.from({ length: tableCount }, () => huffmanTable(readLengths(reader, symbolCount)));
  return { tables, selectors, bytesInUse };
}

function readBytesInUse(reader: BitReader): Uint8Array {
  const bytes: number[] = [];
  const rows = reader.read(16);
  for (let row = 0; row < 16; row++) {
    if ((rows & (0x8000 >> row)) === 0) continue;
    const columns = reader.read(16);
    for (let column = 0; column < 16; column++) if (columns & (0x8000 >> column)) bytes.push(row * 16 + column);
  }
  if (bytes.length === 0) throw corrupt('bzip2: no byte in use');
  return Uint8Array.from(bytes);
}

function readSelectors(reader: BitReader, tableCount: number): Uint8Array {
  const selectors = new Uint8Array(reader.read(15));
  const recent = Array.from({ length: tableCount }, (_, table) => table);
  for (let i = 0; i < selectors.length; i++) {
    let place = 0;
    while (reader.read(1) === 1) place++;
    const [table] = recent.splice(place, 1);
    if (table === undefined) throw corrupt('bzip2: selector');
    recent.unshift(table);
    selectors[i] = table;
  }
  return selectors;
}

function readLengths(reader: BitReader, symbolCount: number): Uint8Array {
  const lengths = new Uint8Array(symbolCount);
  let length = reader.read(5);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    for (;;) {
      if (length < 1 || length > MAX_CODE_BITS) throw corrupt('bzip2: length of a code');
      if (reader.read(1) === 0) break;
      length += reader.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return lengths;
}
