import { createHash, type Hash } from 'node:crypto';
import { alignedBuffer, BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';
import { differenceOf } from './difference.ts';
import { alignUp } from './marker.ts';
import { mismatchError, readBytes } from './mismatch.ts';
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
  const ring = alignedBuffer(READS_IN_FLIGHT * BLOCK_BYTES);
  const started: Promise<{ index: number; offset: number; bytes: Buffer }>[] = [];
  let next = 1;
  let last: LastBlock | null = null;

  const start = (): void => {
    const index = next;
    const offset = image.offsets[index];
    if (offset === undefined) return;
    next++;
    const length = Math.min(BLOCK_BYTES, image.bytes - offset);
    const slot = (index % READS_IN_FLIGHT) * BLOCK_BYTES;
    const buffer = ring.subarray(slot, slot + alignUp(length, device.sectorBytes));
    const read = device.read(buffer, offset).then(() => ({ index, offset, bytes: buffer.subarray(0, length) }));
    // Awaited in order below; an earlier failure must not leave a later one unhandled.
    read.catch(() => undefined);
    started.push(read);
  };

  for (let i = 0; i < READS_IN_FLIGHT; i++) start();
  for (let reading = started.shift(); reading; reading = started.shift()) {
    const { index, offset, bytes: found } = await reading;
    const before = hash;
    const ifRight = (bytes: Buffer): Hash | null => {
      const after = before.copy().update(bytes);
      return digests[index]?.equals(after.copy().digest()) === true ? after : null;
    };
    const after = ifRight(found);
    const bytes = after ? found : await wrong.settle({ offset, found, isRight: (other) => ifRight(other) !== null });
    hash = after ?? before.update(bytes);
    const isLast = index === image.offsets.length - 1;
    if (isLast) last = { offset, bytes: bytes.byteLength, digest: sha256(bytes) };
    progress(isLast ? image.bytes : offset + bytes.byteLength);
    start();
  }
  return last;
}

/** The image's last block: where it lies, and the SHA-256 of itself alone. */
export interface LastBlock {
  readonly offset: number;
  readonly bytes: number;
  readonly digest: Buffer;
}

/**
 * Looks at the last block once more, after the first MiB has gone out: a card that is smaller than it claims, by less
 * than a MiB of the image, has put that MiB over this block. Throws AppError `verify-mismatch`.
 */
export async function verifyLast(device: Device, { offset, bytes: length, digest }: LastBlock): Promise<void> {
  const found = await readBytes(device, offset, length);
  if (sha256(found).equals(digest)) return;
  const again = await readBytes(device, offset, length);
  const isRight = sha256(again).equals(digest);
  throw mismatchError(device, {
    ...{ offset, length, second: isRight ? 'right' : secondOf(found, again), image: 'unknown', rewritten: 'none' },
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
