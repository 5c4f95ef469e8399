import { createHash, type Hash } from 'node:crypto';
import { BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';
import { differenceOf } from './difference.ts';
import { alignUp } from './marker.ts';
import { mismatchError, readBytes } from './mismatch.ts';
import { createReadAhead } from './read-ahead.ts';
import type { WrongBlocks } from './wrong-blocks.ts';

/** Two: one is hashed while the other is on its way. More gains nothing and costs memory for each target. */
const READS_IN_FLIGHT = 2;

/** An image as it was sent, in blocks of a MiB, the last of which may be shorter. */
export interface SentImage {
  /** Its length, with what was left out. */
  readonly bytes: number;
  /** Where each block lies. */
  readonly offsets: readonly number[];
}

/**
 * Reads everything but the first MiB back and compares it with what was sent: `digests[i]` is the SHA-256 of all that was
 * sent up to the end of block i. Reads run ahead, hashing goes in order; of a block that differs `wrong` finds out what is to be
 * known, and where that puts it right the verification goes on. `firstBlock` stands for the first MiB, which is not on the
 * drive yet. Returns the last block, for another look at it later. Throws AppError `verify-mismatch`.
 */
export async function verifyRest(
  device: Device,
  image: SentImage,
  firstBlock: Buffer,
  digests: readonly Buffer[],
  progress: (bytes: number) => void,
  wrong: Pick<WrongBlocks, 'settle'>,
): Promise<LastBlock | null> {
  let hash = createHash('sha256').update(firstBlock);
  const lastIndex = image.offsets.length - 1;
  const blockAt = (index: number): SentBlock | undefined => {
    const offset = image.offsets[index];
    if (offset === undefined) return undefined;
    const length = Math.min(BLOCK_BYTES, image.bytes - offset);
    return { index, offset, length, bytes: alignUp(length, device.sectorBytes) };
  };
  const reads = createReadAhead(device, (nth) => blockAt(nth + 1), READS_IN_FLIGHT);
  let last: LastBlock | null = null;

  for (let read = await reads.next(); read; read = await reads.next()) {
    const { index, offset, length } = read.part;
    const found = read.found.subarray(0, length);
    const before = hash;
    const ifRight = (bytes: Buffer): Hash | null => {
      const after = before.copy().update(bytes);
      return digests[index]?.equals(after.copy().digest()) === true ? after : null;
    };
    let after = ifRight(found);
    let bytes = found;
    if (!after) {
      bytes = await wrong.settle({ offset, found, isRight: (other) => ifRight(other) !== null });
      after = before.update(bytes);
      await reads.restart();
    }
    hash = after;
    const isLast = index === lastIndex;
    if (isLast) last = { offset, bytes: length, digest: sha256(bytes) };
    // What was sent: nothing is read where nothing was, and a jump would look like speed.
    progress(index * BLOCK_BYTES + length);
  }
  return last;
}

interface SentBlock {
  readonly index: number;
  readonly offset: number;
  /** What of it is the image's. */
  readonly length: number;
  /** Whole sectors. */
  readonly bytes: number;
}

/** The last block that was sent: where it lies, and the SHA-256 of itself alone. */
export interface LastBlock {
  readonly offset: number;
  readonly bytes: number;
  readonly digest: Buffer;
}

/**
 * Looks at the last block once more, after the first MiB has gone out: a card that is smaller than it claims, by less
 * than a MiB of the image, has put that MiB over this block. `rewritten`: where a block was written a second time, if one
 * was. Throws AppError `verify-mismatch`.
 */
export async function verifyLast(
  device: Device,
  { offset, bytes: length, digest }: LastBlock,
  rewritten: number | null = null,
): Promise<void> {
  const found = await readBytes(device, offset, length);
  if (sha256(found).equals(digest)) return;
  const again = await readBytes(device, offset, length);
  const isRight = sha256(again).equals(digest);
  throw mismatchError(device, {
    ...{ offset, length, second: isRight ? 'right' : secondOf(found, again), image: 'unknown' },
    rewritten: rewritten === null ? 'none' : rewritten === offset ? 'this' : 'another',
    difference: isRight ? differenceOf(found, again) : null,
  });
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Reads the first block back and compares it byte by byte. Throws AppError `verify-mismatch`. */
export async function verifyFirst(device: Device, firstBlock: Buffer): Promise<void> {
  const length = firstBlock.byteLength;
  const found = await readBytes(device, 0, length);
  const difference = differenceOf(found, firstBlock);
  if (difference === null) return;
  const again = await readBytes(device, 0, length);
  const second = again.equals(firstBlock) ? 'right' : secondOf(found, again);
  throw mismatchError(device, { offset: 0, length, second, image: 'unknown', rewritten: 'none', difference });
}

function secondOf(found: Buffer, again: Buffer): 'same' | 'other' {
  return again.equals(found) ? 'same' : 'other';
}
