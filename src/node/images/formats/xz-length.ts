import type { FileHandle } from 'node:fs/promises';
import { readAt } from './read-at.ts';

/** Stream header and stream footer are of the same length. */
const HEADER_BYTES = 12;
const PADDING_UNIT_BYTES = 4;
/** The index of a terabyte in blocks of 1 MiB has less: what is larger is not worth the memory. */
const MAX_INDEX_BYTES = 16 << 20;

/**
 * The decoded length of an .xz file, from the index at the end of each of its streams (the format's specification,
 * sections 2.1.2 and 4). Null where the structure is not as it should be: decoding will say what is wrong.
 */
export async function xzLength(handle: FileHandle, fileBytes: number): Promise<number | null> {
  let total = 0;
  let end = fileBytes;
  while (end > 0) {
    const tail = await readAt(handle, end - HEADER_BYTES, HEADER_BYTES);
    if (!tail) return null;
    if (tail.readUInt32LE(HEADER_BYTES - PADDING_UNIT_BYTES) === 0) {
      end -= PADDING_UNIT_BYTES;
      continue;
    }
    const stream = await streamBefore(handle, end, tail);
    if (!stream) return null;
    total += stream.decodedBytes;
    end = stream.start;
  }
  return total;
}

async function streamBefore(
  handle: FileHandle,
  end: number,
  footer: Buffer,
): Promise<{ start: number; decodedBytes: number } | null> {
  if (footer.toString('latin1', 10) !== 'YZ') return null;
  const indexBytes = (footer.readUInt32LE(4) + 1) * 4;
  if (indexBytes > MAX_INDEX_BYTES) return null;
  const index = await readAt(handle, end - HEADER_BYTES - indexBytes, indexBytes);
  const sums = index && indexSums(index);
  if (!sums) return null;
  const start = end - HEADER_BYTES - indexBytes - sums.blocksBytes - HEADER_BYTES;
  return start >= 0 ? { start, decodedBytes: sums.decodedBytes } : null;
}

function indexSums(index: Buffer): { blocksBytes: number; decodedBytes: number } | null {
  let at = 1;
  let intact = index[0] === 0;
  const variableLengthInteger = (): number => {
    let value = 0;
    for (let scale = 1; intact; scale *= 128) {
      const byte = index[at++];
      if (byte === undefined || scale > Number.MAX_SAFE_INTEGER) intact = false;
      else if (byte < 128) return value + byte * scale;
      else value += (byte - 128) * scale;
    }
    return value;
  };
  const records = variableLengthInteger();
  let [blocksBytes, decodedBytes] = [0, 0];
  for (let record = 0; record < records && intact; record++) {
    blocksBytes += Math.ceil(variableLengthInteger() / 4) * 4;
    decodedBytes += variableLengthInteger();
  }
  return intact && Number.isSafeInteger(blocksBytes) && Number.isSafeInteger(decodedBytes)
    ? { blocksBytes, decodedBytes }
    : null;
}
