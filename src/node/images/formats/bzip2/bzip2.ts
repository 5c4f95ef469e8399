import { corrupt, trailingGarbage, truncated } from '../../image-errors.ts';
import type { Prepared } from '../format.ts';
import { BitReader } from './bit-reader.ts';
import { readBlock } from './block.ts';
import { outputBuffer, unroll } from './unroll.ts';

const LEVEL_BYTES = 100_000;
const STREAM_HEADER_BYTES = 4;
const STREAM_MAGIC = 0x425a68;
const DIGIT_ZERO = 0x30;
/** The 48 bits before a block (pi) and at the end of a stream (its square root), in halves. */
const BLOCK_MAGIC = [0x314159, 0x265359] as const;
const END_MAGIC = [0x177245, 0x385090] as const;
/** No block is longer: 900,000 symbols of at most 20 bits, and its tables. With so much at hand none is cut off. */
const MAX_BLOCK_BYTES = (900_000 * 20) / 8 + (64 << 10);

/** bzip2, one stream or several. The decoded length is told nowhere. */
export function prepareBzip2(): Promise<Prepared> {
  return Promise.resolve({ bytes: null, decode: bunzip2 });
}

/** CRCs of blocks and of streams are checked. */
async function* bunzip2(given: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = new BitReader();
  const source = given[Symbol.asyncIterator]();
  const out = outputBuffer();
  let links = new Uint32Array(0);
  let exhausted = false;
  const fill = async (): Promise<void> => {
    while (!exhausted && reader.availableBytes < MAX_BLOCK_BYTES) {
      const next = await source.next();
      if (next.done) exhausted = true;
      else reader.append(next.value);
    }
  };
  try {
    for (let streams = 0; ; streams++) {
      await fill();
      if (streams > 0 && reader.availableBytes === 0) return;
      const level = readStreamHeader(reader, streams);
      if (links.length !== level * LEVEL_BYTES) links = new Uint32Array(level * LEVEL_BYTES);
      for (let streamCrc = 0; ; await fill()) {
        const magic = [reader.read(24), reader.read(24)] as const;
        const crc = reader.readWord();
        if (isMagic(magic, END_MAGIC)) {
          if (crc !== streamCrc) throw corrupt('bzip2: CRC of the stream');
          break;
        }
        if (!isMagic(magic, BLOCK_MAGIC)) throw corrupt('bzip2: no block');
        if ((yield* unroll(links, readBlock(reader, links), out)) !== crc) throw corrupt('bzip2: CRC of a block');
        streamCrc = ((streamCrc << 1) | (streamCrc >>> 31)) ^ crc;
      }
      reader.align();
    }
  } finally {
    await source.return?.();
  }
}

function readStreamHeader(reader: BitReader, streams: number): number {
  const cutOff = reader.availableBytes < STREAM_HEADER_BYTES;
  if (cutOff) throw streams > 0 ? trailingGarbage() : truncated();
  const magic = reader.read(24);
  const level = reader.read(8) - DIGIT_ZERO;
  if (magic === STREAM_MAGIC && level >= 1 && level <= 9) return level;
  throw streams > 0 ? trailingGarbage() : corrupt('bzip2: header');
}

function isMagic(halves: readonly [number, number], magic: readonly [number, number]): boolean {
  return halves[0] === magic[0] && halves[1] === magic[1];
}
