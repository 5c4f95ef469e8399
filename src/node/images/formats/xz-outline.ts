import { crc32 } from 'node:zlib';
import { corrupt, trailingGarbage } from '../image-errors.ts';
import { lastDictionary } from './xz-filters.ts';
import { unusualXz, xzDictionaryTooLarge } from './xz-errors.ts';

/** What the outline asks for next: so many bytes to look at, or to let pass. */
interface Need {
  readonly bytes: number;
  readonly kept: boolean;
}

/** How many bytes of a chunk may be decoded, and the AppError `image-*` that stands behind them. */
interface Outlined {
  readonly sound: number;
  readonly problem: { readonly thrown: unknown } | null;
}

type Walk<Result> = Generator<Need, Result, Buffer>;

const MAGIC = Buffer.from('\xfd7zXZ\0', 'latin1');
const STREAM_HEADER_BYTES = 12;
/** Everything in an .xz file begins at a multiple of this, and headers count their length in it. */
const UNIT_BYTES = 4;
const CRC_BYTES = 4;
/** Bytes of the checks that are verified, by their id: none, CRC32, CRC64, SHA-256. liblzma ignores the ids between. */
const CHECK_BYTES = new Map([
  [0, 0],
  [1, 4],
  [4, 8],
  [10, 32],
]);
const MAX_DICTIONARY_BYTES = 64 << 20;
const MAX_INTEGER_BYTES = 9;

/**
 * Follows the outline of an .xz file (the format's specification, 1.2.0), without decoding: liblzma, as its package
 * drives it, has no limit of memory and ignores checks that it does not know, and its code for garbage behind the last
 * stream is that for corrupt data. To be called with each chunk before liblzma gets it.
 */
export function createXzOutline(): (chunk: Uint8Array) => Outlined {
  const walk = streams();
  let need = walk.next().value;
  let looked = Buffer.alloc(need.bytes);
  let passed = 0;
  return (chunk) => {
    for (let at = 0; at < chunk.length;) {
      const piece = chunk.subarray(at, at + need.bytes - passed);
      if (need.kept) looked.set(piece, passed);
      passed += piece.length;
      if (passed < need.bytes) break;
      try {
        need = walk.next(looked).value;
      } catch (thrown) {
        return { sound: at, problem: { thrown } };
      }
      at += piece.length;
      looked = Buffer.alloc(need.kept ? need.bytes : 0);
      passed = 0;
    }
    return { sound: chunk.length, problem: null };
  };
}

function* look(bytes: number): Walk<Buffer> {
  return yield { bytes, kept: true };
}

function* pass(bytes: number): Walk<void> {
  if (bytes > 0) yield { bytes, kept: false };
}

function* byte(): Walk<number> {
  return (yield* look(1)).readUInt8();
}

function* streams(): Walk<never> {
  for (;;) {
    const checkBytes = yield* streamHeader();
    // A block's header begins with its length; zero in its place is the index.
    let blocks = 0;
    for (let length = yield* byte(); length > 0; length = yield* byte()) {
      blocks++;
      yield* blockHeader((length + 1) * UNIT_BYTES, length);
      yield* pass(paddingAfter(yield* lzma2Chunks()) + checkBytes);
    }
    const indexBytes = yield* index(blocks);
    yield* pass(paddingAfter(indexBytes) + CRC_BYTES + STREAM_HEADER_BYTES);
  }
}

/** The header of the next stream, and the padding before it. Returns the length of the stream's checks. */
function* streamHeader(): Walk<number> {
  let first = yield* look(UNIT_BYTES);
  while (first.readUInt32LE() === 0) first = yield* look(UNIT_BYTES);
  if (first.readUInt8() === 0) throw corrupt('xz padding');
  const header = Buffer.concat([first, yield* look(STREAM_HEADER_BYTES - UNIT_BYTES)]);
  // The first stream's magic was seen before we came here: these bytes follow a complete stream.
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw trailingGarbage();
  const flags = header.subarray(MAGIC.length, -CRC_BYTES);
  assertCrc(flags, header);
  const checkBytes = flags.readUInt8() === 0 ? CHECK_BYTES.get(flags.readUInt8(1)) : undefined;
  if (checkBytes === undefined) throw unusualXz();
  return checkBytes;
}

function* blockHeader(bytes: number, lengthByte: number): Walk<void> {
  const header = Buffer.concat([Buffer.of(lengthByte), yield* look(bytes - 1)]);
  assertCrc(header.subarray(0, -CRC_BYTES), header);
  const dictionaryBytes = lastDictionary(header.subarray(0, -CRC_BYTES));
  if (dictionaryBytes === null) throw unusualXz();
  if (dictionaryBytes > MAX_DICTIONARY_BYTES) throw xzDictionaryTooLarge();
}

/** A block's data: whatever other filters there are, LZMA2 is the outermost. Returns its length. */
function* lzma2Chunks(): Walk<number> {
  let total = 0;
  for (;;) {
    const control = yield* byte();
    total++;
    if (control === 0) return total;
    // Stored: a length follows. Compressed: the decoded length, the length, and with new properties these.
    if (control > 2 && control < 0x80) throw corrupt('xz chunk');
    const head = yield* look(control < 0x80 ? 2 : control < 0xc0 ? 4 : 5);
    const bytes = head.readUInt16BE(control < 0x80 ? 0 : 2) + 1;
    yield* pass(bytes);
    total += head.length + bytes;
  }
}

/** Two integers for each block, behind the number of blocks. Returns the index's length, its first byte included. */
function* index(blocks: number): Walk<number> {
  let total = 1;
  function* integer(): Walk<number> {
    let value = 0;
    for (let i = 0; i < MAX_INTEGER_BYTES; i++) {
      const digit = yield* byte();
      total++;
      value += (digit & 0x7f) * 128 ** i;
      if (digit < 0x80) return value;
    }
    throw corrupt('xz index');
  }
  if ((yield* integer()) !== blocks) throw corrupt('xz index');
  for (let block = 0; block < blocks; block++) {
    yield* integer();
    yield* integer();
  }
  return total;
}

function assertCrc(covered: Uint8Array, header: Buffer): void {
  if (crc32(covered) !== header.readUInt32LE(header.length - CRC_BYTES)) throw corrupt('xz header CRC');
}

function paddingAfter(bytes: number): number {
  return (UNIT_BYTES - (bytes % UNIT_BYTES)) % UNIT_BYTES;
}
