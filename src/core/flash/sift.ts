import { HEAD_BYTES, freeOfImage, type FreeOfImage, type Range } from '../allocation/free-of-image.ts';
import { SKIP_BYTES } from '../allocation/free-blocks.ts';
import { AppError } from '../errors/app-error.ts';
import type { Sha256 } from '../ports.ts';
import type { Skip } from './protocol-commands.ts';

/** What goes to the writer: bytes of the image, or that so many of them are left out. */
export type Piece = Uint8Array | Skip;

/** Leaves out of one pass what nobody reads (core/allocation). */
export interface Sieve {
  /** The image's chunks without what is free. Throws AppError `image-truncated` where a file system is longer than the image. */
  sift(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Piece, void, undefined>;
  /**
   * SHA-256 (hex) of the whole image, once it has gone by. `sentSha256` is that of what the writer says it got: the hash
   * that a person expects says nothing of that any more, so it is compared here. Throws AppError `unexpected`.
   */
  imageSha256(sentSha256: string): string;
}

/** `kept` is never left out: something is laid over it for one of the targets. */
export function createSieve(image: string, kept: readonly Range[], newSha256: () => Sha256): Sieve {
  const whole = newSha256();
  const sent = newSha256();
  const send = (bytes: Uint8Array): Uint8Array => {
    sent.update(bytes);
    return bytes;
  };

  async function* sift(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Piece, void, undefined> {
    const head = new Uint8Array(HEAD_BYTES);
    let free: FreeOfImage | null = null;
    let offset = 0;
    let isLeftOut = false;
    let leftOutBytes = 0;
    for await (const chunk of chunks) {
      whole.update(chunk);
      /** Where what goes to the writer begins in this chunk. */
      let from = 0;
      for (let at = 0; at < chunk.byteLength;) {
        const part = chunk.subarray(at, at + SKIP_BYTES - (offset % SKIP_BYTES));
        if (offset % SKIP_BYTES === 0) {
          const next = free?.isFree(offset) ?? false;
          if (next && !isLeftOut && at > from) yield send(chunk.subarray(from, at));
          if (!next && leftOutBytes > 0) {
            yield { bytes: leftOutBytes };
            leftOutBytes = 0;
          }
          isLeftOut = next;
        }
        if (!isLeftOut) free?.see(offset, part);
        if (offset < HEAD_BYTES) head.set(part, offset);
        at += part.byteLength;
        offset += part.byteLength;
        if (isLeftOut) from = at;
        if (isLeftOut && offset % SKIP_BYTES === 0) leftOutBytes += SKIP_BYTES;
        if (offset === HEAD_BYTES) free = await freeOfImage(head, kept);
      }
      if (from < chunk.byteLength) yield send(chunk.subarray(from));
    }
    if (isLeftOut && offset % SKIP_BYTES !== 0)
      throw new AppError('image-truncated', {
        ...{ image, bytes: offset, expectedBytes: Math.ceil(offset / SKIP_BYTES) * SKIP_BYTES },
      });
    if (leftOutBytes > 0) yield { bytes: leftOutBytes };
  }

  return {
    sift,
    imageSha256: (sentSha256) => {
      if (sent.hex() !== sentSha256)
        throw new AppError('unexpected', { detail: 'the writer got other bytes than were sent' });
      return whole.hex();
    },
  };
}
