/** Goes on with a pass of which the first chunk has been taken: that chunk comes again. */
export async function* continued(first: Uint8Array, pass: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (;;) {
    const next = await pass.next();
    if (next.done) return;
    yield next.value;
  }
}

/** A copy of the first bytes, fewer only when there are no more; ends the pass then. */
export async function firstBytes(chunks: AsyncIterable<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const head = new Uint8Array(bytes);
  let filled = 0;
  for await (const chunk of chunks) {
    const piece = chunk.subarray(0, bytes - filled);
    head.set(piece, filled);
    filled += piece.length;
    if (filled === bytes) break;
  }
  return head.subarray(0, filled);
}
