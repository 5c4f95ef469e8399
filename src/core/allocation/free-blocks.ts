/** What is left out is whole MiB of the image, as the writer cuts it. A smaller piece gives little more (README). */
export const SKIP_BYTES = 1 << 20;

/** Far below what all the free bytes of a block could make up for. */
const USED = -(1 << 30);

/** Which whole MiB of an image nobody reads, gathered piece by piece. Offsets are bytes of the image. */
export interface FreeBlocks {
  /** These bytes are free. To be said once of each byte. */
  free(from: number, to: number): void;
  /** These bytes are not, whatever else is said: before or later. */
  use(from: number, to: number): void;
  /** Whether every byte of the MiB at `offset`, a multiple of it, is known to be free. */
  isFree(offset: number): boolean;
}

/** Knows of the bytes from `start` to `end` and takes 4 bytes of memory a MiB; what lies outside is never free. */
export function createFreeBlocks(start: number, end: number): FreeBlocks {
  const first = Math.floor(start / SKIP_BYTES);
  /** Free bytes in each block: so pieces of it may come in any order, of neighbouring groups too. */
  const counts = new Int32Array(Math.max(0, Math.ceil(end / SKIP_BYTES) - first));

  const eachBlock = (from: number, to: number, change: (index: number, bytes: number) => void): void => {
    const last = Math.min(to, end);
    for (let at = Math.max(from, start); at < last;) {
      const block = Math.floor(at / SKIP_BYTES);
      const next = Math.min((block + 1) * SKIP_BYTES, last);
      change(block - first, next - at);
      at = next;
    }
  };

  return {
    free: (from, to) => {
      eachBlock(from, to, (index, bytes) => {
        counts[index] = (counts[index] ?? 0) + bytes;
      });
    },
    use: (from, to) => {
      eachBlock(from, to, (index) => {
        counts[index] = USED;
      });
    },
    isFree: (offset) => counts[offset / SKIP_BYTES - first] === SKIP_BYTES,
  };
}
