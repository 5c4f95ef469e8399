import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { CancelSignal } from '../../../core/ports.ts';

/** Frames and blocks have to be walked, on a slow disk at the speed of reading it: then the length is not worth it. */
const WALK_BUDGET_MS = 1500;
/** So long others may have to wait for their turn. */
const TURN_MS = 10;
const MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
const MAGIC_BYTES = 4;
const MAX_HEADER_BYTES = 18;
const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;
const BLOCK_TYPE = { runLength: 1, reserved: 3 } as const;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4] as const;
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const;

/**
 * The decoded length of a .zst file, which is known when each of its frames tells its own (RFC 8878, section 3.1.1).
 * Null where one does not, where the structure is broken, or where to find out takes too long.
 */
export async function zstdLength(handle: FileHandle, fileBytes: number, signal: CancelSignal): Promise<number | null> {
  const deadline = performance.now() + WALK_BUDGET_MS;
  const buffer = Buffer.alloc(MAX_HEADER_BYTES);
  let turnEnds = performance.now() + TURN_MS;
  const peek = async (at: number, bytes: number): Promise<Buffer | null> => {
    if (performance.now() > turnEnds) {
      await setImmediate();
      turnEnds = performance.now() + TURN_MS;
    }
    if (signal.aborted || performance.now() > deadline) return null;
    // Synchronous: of a card there are thousands of headers of three bytes, and each trip to the thread pool takes 0.1 ms.
    return readSync(handle.fd, buffer.fill(0), 0, bytes, at) === 0 ? null : buffer;
  };

  let total = 0;
  let at = 0;
  while (at < fileBytes) {
    const head = await peek(at, MAX_HEADER_BYTES);
    if (!head) return null;
    const magic = head.readUInt32LE(0);
    if ((magic & ~0xf) >>> 0 === SKIPPABLE_MAGIC) {
      at += 2 * MAGIC_BYTES + head.readUInt32LE(MAGIC_BYTES);
      continue;
    }
    const frame = magic === MAGIC ? frameHeader(head) : null;
    if (!frame) return null;
    const end = await endOfBlocks(at + frame.headerBytes, peek);
    if (end === null) return null;
    total += frame.contentBytes;
    at = end + frame.checksumBytes;
  }
  return at === fileBytes && Number.isSafeInteger(total) ? total : null;
}

interface FrameHeader {
  readonly headerBytes: number;
  readonly contentBytes: number;
  readonly checksumBytes: number;
}

function frameHeader(head: Buffer): FrameHeader | null {
  const descriptor = head[MAGIC_BYTES] ?? 0;
  const singleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  // A single segment has no window size of its own, and always a content size: of one byte where the flag says none.
  const sizeBytes = sizeFlag === 0 && singleSegment ? 1 : (CONTENT_SIZE_BYTES[sizeFlag] ?? 0);
  if (sizeBytes === 0) return null;
  const sizeAt = MAGIC_BYTES + 1 + (singleSegment ? 0 : 1) + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0);
  const contentBytes =
    sizeBytes === 8
      ? Number(head.readBigUInt64LE(sizeAt))
      : // Two bytes could also be written as one: they count from 256.
        head.readUIntLE(sizeAt, sizeBytes) + (sizeBytes === 2 ? 256 : 0);
  return { headerBytes: sizeAt + sizeBytes, contentBytes, checksumBytes: descriptor & 4 ? CHECKSUM_BYTES : 0 };
}

async function endOfBlocks(
  start: number,
  peek: (at: number, bytes: number) => Promise<Buffer | null>,
): Promise<number | null> {
  for (let at = start; ;) {
    const header = (await peek(at, BLOCK_HEADER_BYTES))?.readUIntLE(0, BLOCK_HEADER_BYTES);
    if (header === undefined) return null;
    const type = (header >> 1) & 3;
    if (type === BLOCK_TYPE.reserved) return null;
    at += BLOCK_HEADER_BYTES + (type === BLOCK_TYPE.runLength ? 1 : header >> 3);
    if (header & 1) return at;
  }
}
