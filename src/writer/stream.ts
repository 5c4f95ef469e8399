import { createHash } from 'node:crypto';
import { AppError } from '../core/errors/app-error.ts';
import { BLOCK_BYTES, type BlockPool } from './blocks.ts';

/** One MiB of the image (the last may be shorter), shared by all targets until each has let go of it. */
export interface Block {
  /** How many blocks have come before it. */
  readonly index: number;
  /** Where it lies in the image: farther back than that where some was left out. */
  readonly offset: number;
  /** The whole aligned buffer; what lies behind `length` is zeros. */
  readonly buffer: Buffer;
  readonly length: number;
  /** A target is done with it. The last one gives the buffer back. */
  release(): void;
}

/** The image as it comes in: cut into blocks, hashed once. What is left out of it counts only where that is said. */
export interface ImageStream {
  /** Where the next bytes go: a part of a block, at most `bytes` long. Throws AppError when the window allows no more. */
  room(bytes: number): Buffer;
  /** So many bytes have come into the beginning of that room. */
  filled(bytes: number): void;
  /**
   * So many bytes of the image do not come. Throws AppError `unexpected` where that is no whole number of blocks, where the
   * last one is not full, or before the first, without which no card starts.
   */
  skip(bytes: number): void;
  /** The last block goes out; returns the SHA-256 (hex) of everything. */
  end(): string;
  readonly received: number;
  /** The image's length so far, with what was left out. */
  readonly imageBytes: number;
  /** Where each block lies in the image. */
  readonly offsets: readonly number[];
  /**
   * For each block the SHA-256 of the stream from its start to the end of that block. Comparing these while reading
   * back finds the first block that differs, for the price of one pass of hashing instead of two (the stream's own
   * hash is the last of them).
   */
  readonly prefixDigests: readonly Buffer[];
}

/** A running SHA-256 that notes its value after each block. */
export interface PrefixHash {
  update(bytes: Uint8Array): void;
  readonly digests: readonly Buffer[];
}

export function createPrefixHash(): PrefixHash {
  const hash = createHash('sha256');
  const digests: Buffer[] = [];
  return {
    update: (bytes) => {
      hash.update(bytes);
      digests.push(hash.copy().digest());
    },
    digests,
  };
}

/** `deliver` gets each whole block and says how many targets will release it. */
export function createImageStream(
  pool: BlockPool,
  deliver: (block: Block) => number,
  released: () => void,
): ImageStream {
  const hash = createPrefixHash();
  let filling: Buffer | null = null;
  let used = 0;
  let index = 0;
  let received = 0;
  let skipped = 0;
  const offsets: number[] = [];

  const seal = (): void => {
    if (filling === null) return;
    const buffer = filling;
    const length = used;
    filling = null;
    used = 0;
    hash.update(length === BLOCK_BYTES ? buffer : buffer.subarray(0, length));
    buffer.fill(0, length);
    const offset = index * BLOCK_BYTES + skipped;
    offsets.push(offset);
    let users = 0;
    let handedOut = false;
    const settle = (): void => {
      if (!handedOut || users > 0) return;
      pool.give(buffer);
      released();
    };
    const block: Block = {
      index,
      offset,
      buffer,
      length,
      release: () => {
        users--;
        settle();
      },
    };
    index++;
    users += deliver(block);
    handedOut = true;
    settle();
  };

  return {
    room: (bytes) => {
      filling ??= pool.take();
      if (filling === null) throw new AppError('unexpected', { detail: 'more data than the window allows' });
      return filling.subarray(used, Math.min(used + bytes, BLOCK_BYTES));
    },
    filled: (bytes) => {
      used += bytes;
      received += bytes;
      if (used === BLOCK_BYTES) seal();
    },
    skip: (bytes) => {
      if (received === 0 || used > 0 || bytes % BLOCK_BYTES !== 0)
        throw new AppError('unexpected', { detail: 'what is left out is no whole blocks of the image' });
      skipped += bytes;
    },
    end: () => {
      seal();
      return (hash.digests.at(-1) ?? createHash('sha256').digest()).toString('hex');
    },
    get received() {
      return received;
    },
    get imageBytes() {
      return received + skipped;
    },
    offsets,
    prefixDigests: hash.digests,
  };
}
