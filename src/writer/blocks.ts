/** What the stream is cut into, and how much is held back at the start of a card: 1 MiB. */
export const BLOCK_BYTES = 1 << 20;
/** All buffers of the process together. */
export const MAX_BUFFER_BYTES = 64 << 20;

const WASM_PAGE_BYTES = 64 << 10;
const SLAB_BLOCKS = 8;

const SLAB_BYTES = SLAB_BLOCKS * BLOCK_BYTES;
/** No drive's sectors are larger, and nothing needs a stricter alignment. */
const PAGE_BYTES = 4096;

let slab: Buffer = Buffer.alloc(0);

/**
 * Memory for O_DIRECT: its addresses must be multiples of the drive's sector size, which those of ordinary Buffers are
 * not. A WebAssembly.Memory starts at a page boundary, so no native code is needed for that; but each reserves some
 * 10 GiB of address space, of which a Pi has 512 GiB in all: so buffers are cut from slabs. A session needs a few dozen,
 * and they are never given back; pages that nobody touches cost nothing.
 */
export function alignedBuffer(bytes: number): Buffer {
  const size = Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
  if (size > SLAB_BYTES) return newSlab(size).subarray(0, bytes);
  if (size > slab.byteLength) slab = newSlab(SLAB_BYTES);
  const buffer = slab.subarray(0, bytes);
  slab = slab.subarray(size);
  return buffer;
}

function newSlab(bytes: number): Buffer {
  return Buffer.from(new WebAssembly.Memory({ initial: Math.ceil(bytes / WASM_PAGE_BYTES) }).buffer);
}

/** A bounded stock of aligned 1 MiB buffers, made when first needed and used again. */
export interface BlockPool {
  /** A buffer, or null when the bound is reached. */
  take(): Buffer | null;
  give(buffer: Buffer): void;
  /** Raises the bound. */
  grow(bytes: number): void;
  /** What may still be taken, in bytes. */
  readonly freeBytes: number;
}

export function createBlockPool(bound = MAX_BUFFER_BYTES): BlockPool {
  let maxBytes = bound;
  const free: Buffer[] = [];
  let made = 0;

  const makeSlab = (): void => {
    // One Memory for several blocks: each reserves gigabytes of address space, which is not endless.
    const blocks = newSlab(SLAB_BYTES);
    for (let at = 0; at < SLAB_BYTES; at += BLOCK_BYTES) free.push(blocks.subarray(at, at + BLOCK_BYTES));
    made += SLAB_BYTES;
  };

  return {
    get freeBytes() {
      return maxBytes - made + free.length * BLOCK_BYTES;
    },
    take: () => {
      if (free.length === 0 && made < maxBytes) makeSlab();
      return free.pop() ?? null;
    },
    give: (buffer) => {
      free.push(buffer);
    },
    grow: (bytes) => {
      maxBytes += bytes;
    },
  };
}
