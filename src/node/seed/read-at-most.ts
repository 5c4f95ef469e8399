/** Fills a piece of a buffer and resolves to the number of bytes; 0 at the end. */
export type ReadInto = (into: Buffer) => Promise<number>;

/** Everything up to the end; null when that is more than `maxBytes`, of which no more was read than shows it. */
export async function readAtMost(read: ReadInto, maxBytes: number): Promise<Buffer | null> {
  const buffer = Buffer.alloc(maxBytes + 1);
  for (let filled = 0; filled <= maxBytes;) {
    const bytes = await read(buffer.subarray(filled));
    if (bytes === 0) return buffer.subarray(0, filled);
    filled += bytes;
  }
  return null;
}
