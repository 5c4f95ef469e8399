import { createHash } from 'node:crypto';
import { BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';
import { readBytes } from './mismatch.ts';
import { createReadAhead } from './read-ahead.ts';
import { createRunList, type WrittenRun } from './run-list.ts';
import type { LastBlock, SentImage } from './verify.ts';
import type { WrongBlocks } from './wrong-blocks.ts';

/** Some may be a few KiB only, and a drive should not have to wait for the next. */
const READS_IN_FLIGHT = 4;

/** What was written where nothing but changes is, to be read back alone: by its hashes, not by the bytes themselves. */
export interface WrittenRuns {
  /** Notes bytes that have been written at `offset`. */
  readonly add: (offset: number, bytes: Buffer) => void;
  /** Bytes to be read back. */
  readonly bytes: number;
  /**
   * Reads them back in their order and compares them; `progress` gets the bytes that are right so far. Of a run that differs
   * `wrong` finds out what is to be known. Returns the last block that was sent, as it is on the drive, for another look at it
   * later. Throws AppError `verify-mismatch`.
   */
  readBack(
    device: Device,
    image: SentImage,
    progress: (bytes: number) => void,
    wrong: Pick<WrongBlocks, 'settle'>,
  ): Promise<LastBlock | null>;
}

export function createWrittenRuns(): WrittenRuns {
  const runs = createRunList();
  let total = 0;
  return {
    add: (offset, bytes) => {
      runs.push({ offset, bytes: bytes.byteLength, digest: sha256(bytes) });
      total += bytes.byteLength;
    },
    get bytes() {
      return total;
    },
    readBack: async (device, image, progress, wrong) => {
      const order = runs.order();
      const runAt = (nth: number): WrittenRun | undefined => {
        const index = order[nth];
        return index === undefined ? undefined : runs.at(index);
      };
      const reads = createReadAhead(device, runAt, READS_IN_FLIGHT);
      let right = 0;
      for (let read = await reads.next(); read; read = await reads.next()) {
        const { part, found } = read;
        const { offset, bytes, digest } = part;
        const isRight = (ofImage: Buffer): boolean =>
          sha256(ofImage, Buffer.alloc(bytes - ofImage.byteLength)).equals(digest);
        if (!sha256(found).equals(digest)) {
          await wrong.settle({ offset, found: found.subarray(0, Math.min(bytes, image.bytes - offset)), isRight });
          await reads.restart();
        }
        right += bytes;
        progress(right);
      }
      return lastBlock(device, image);
    },
  };
}

/** It has just been compared, or read back: what is on the drive is right. */
async function lastBlock(device: Device, image: SentImage): Promise<LastBlock | null> {
  const offset = image.offsets.at(-1) ?? 0;
  if (offset < BLOCK_BYTES) return null;
  const bytes = Math.min(BLOCK_BYTES, image.bytes - offset);
  return { offset, bytes, digest: sha256(await readBytes(device, offset, bytes)) };
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
