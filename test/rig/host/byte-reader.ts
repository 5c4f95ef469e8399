import type { Readable } from 'node:stream';

export interface ByteReader {
  /** The next `bytes`. Rejects when the stream ends before. */
  take(bytes: number): Promise<Buffer>;
}

/** Takes a stream apart in pieces of a wanted length. */
export function createByteReader(stream: Readable): ByteReader {
  const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  return {
    take: async (bytes) => {
      const parts = [rest];
      for (let got = rest.length; got < bytes;) {
        const next = await chunks.next();
        if (next.done === true) throw new Error('the other side has gone');
        parts.push(next.value);
        got += next.value.length;
      }
      const all = Buffer.concat(parts);
      rest = all.subarray(bytes);
      return all.subarray(0, bytes);
    },
  };
}
