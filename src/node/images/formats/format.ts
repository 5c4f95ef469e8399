import type { CancelSignal } from '../../../core/ports.ts';
import type { Given } from '../given.ts';

/**
 * Turns the bytes as given into the image's. It reads them to their very end, so that whatever follows the compressed
 * data is noticed. Chunks are valid until the next is asked for, on both sides. Throws AppError `image-*`.
 */
export type Decode = (given: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** A format made ready for one file. */
export interface Prepared {
  /** Decoded length, or null where it cannot be told before the end. */
  readonly bytes: number | null;
  readonly decode: Decode;
}

/** Finds out what can be known before decoding. `decode` may be used several times, each for one pass. */
export type Prepare = (given: Given, signal: CancelSignal) => Promise<Prepared>;
