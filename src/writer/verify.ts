import { createHash } from 'node:crypto';
import { AppError } from '../core/errors/app-error.ts';
import { alignedBuffer, BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';
import { alignUp } from './marker.ts';

/** Two: one is hashed while the other is on its way. More gains nothing and costs memory for each target. */
const READS_IN_FLIGHT = 2;

/**
 * Reads everything but the first MiB back and compares it with what was sent: `digests[i]` is the SHA-256 of the image
 * up to the end of block i. Reads run ahead, hashing goes in order; the first block that differs is named.
 * `firstBlock` stands for the first MiB, which is not on the drive yet. Returns the last block, for another look at it
 * later. Throws AppError `verify-mismatch`.
 */
export async function verifyRest(
  device: Device,
  imageBytes: number,
  firstBlock: Buffer,
  digests: readonly Buffer[],
  progress: (bytes: number) => void,
): Promise<LastBlock | null> {
  const hash = createHash('sha256').update(firstBlock);
  const ring = alignedBuffer(READS_IN_FLIGHT * BLOCK_BYTES);
  const started: Promise<{ offset: number; bytes: Buffer }>[] = [];
  let next = BLOCK_BYTES;
  let last: LastBlock | null = null;

  const start = (): void => {
    if (next >= imageBytes) return;
    const offset = next;
    next += BLOCK_BYTES;
    const length = Math.min(BLOCK_BYTES, imageBytes - offset);
    const slot = ((offset / BLOCK_BYTES) % READS_IN_FLIGHT) * BLOCK_BYTES;
    const buffer = ring.subarray(slot, slot + alignUp(length, device.sectorBytes));
    const read = device.read(buffer, offset).then(() => ({ offset, bytes: buffer.subarray(0, length) }));
    // Awaited in order below; an earlier failure must not leave a later one unhandled.
    read.catch(() => undefined);
    started.push(read);
  };

  for (let i = 0; i < READS_IN_FLIGHT; i++) start();
  for (let reading = started.shift(); reading; reading = started.shift()) {
    const { offset, bytes } = await reading;
    hash.update(bytes);
    const index = offset / BLOCK_BYTES;
    if (digests[index]?.equals(hash.copy().digest()) !== true)
      throw new AppError('verify-mismatch', { device: device.path, offset, length: bytes.byteLength });
    if (offset + BLOCK_BYTES >= imageBytes) last = { offset, bytes: bytes.byteLength, digest: sha256(bytes) };
    progress(Math.min(offset + BLOCK_BYTES, imageBytes));
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
export async function verifyLast(device: Device, { offset, bytes, digest }: LastBlock): Promise<void> {
  const found = alignedBuffer(BLOCK_BYTES).subarray(0, alignUp(bytes, device.sectorBytes));
  await device.read(found, offset);
  if (!sha256(found.subarray(0, bytes)).equals(digest))
    throw new AppError('verify-mismatch', { device: device.path, offset, length: bytes });
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Reads the first block back and compares it byte by byte. Throws AppError `verify-mismatch`. */
export async function verifyFirst(device: Device, firstBlock: Buffer): Promise<void> {
  const found = alignedBuffer(BLOCK_BYTES).subarray(0, alignUp(firstBlock.byteLength, device.sectorBytes));
  await device.read(found, 0);
  if (found.subarray(0, firstBlock.byteLength).equals(firstBlock)) return;
  const offset = firstBlock.findIndex((byte, at) => byte !== found[at]);
  throw new AppError('verify-mismatch', { device: device.path, offset, length: 1 });
}
