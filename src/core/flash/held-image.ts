import { AppError, toAppError } from '../errors/app-error.ts';
import type { ByteReader } from '../fat/fat.ts';
import { followSignal, type FollowingSignal } from '../jobs/cancel.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import type { CancelSignal, Clock, ImageSource } from '../ports.ts';
import { createHeldBytes } from './held-bytes.ts';

/** All that is held of an image at one time. */
export const MAX_HELD_BYTES = 64 << 20;
/** Of these, what is kept for a look at something that lies behind them. */
const FAR_BYTES = 16 << 20;
const NEAR_BYTES = MAX_HELD_BYTES - FAR_BYTES;
/** Such a look begins a little before: what is wanted next may lie there. */
const FAR_ALIGN_BYTES = 1 << 20;
/** An image whose tables send us back and forth more often than this is not read for ever. */
const MAX_PASSES = 6;
/** A person may ponder a question for long, and a server does not wait for that: then the image is read anew. */
const STALE_MS = 10_000;

/** An image that is looked into before it is written. */
export interface HeldImage {
  /** The image's bytes. Throws AppError `image-truncated` past its end, and what the source throws. */
  readonly disk: ByteReader;
  /**
   * The image to be written: gives what was held, then goes on with the same pass. Where that cannot be (the look went
   * beyond what is held, or was long ago) it begins anew, and AppError `image-changed` comes where other bytes come than
   * at the look. From its first pass on `disk` is not to be read any more.
   */
  readonly source: ImageSource;
  /** Why the source itself could not be read, whatever a reader of `disk` made of that; null while it could. */
  failure(): AppError | null;
  /** Ends a pass that was begun. */
  close(): Promise<void>;
}

/** A pass over the source that is under way. */
interface Pass {
  readonly chunks: AsyncIterator<Uint8Array>;
  readonly signal: FollowingSignal;
  /** Bytes that it has given so far. */
  position: number;
}

/**
 * Holds the beginning of an image back so that it can be looked into: at most 64 MiB, in memory. What lies further back is
 * looked at in a pass of its own; one at a time, since some decoders know no other.
 */
export function holdImage(source: ImageSource, clock: Clock, signal: CancelSignal): HeldImage {
  const held = createHeldBytes(MAX_HELD_BYTES);
  let pass: Pass | null = null;
  let passes = 0;
  let pulledAtMs = 0;
  let failure: AppError | null = null;

  const endPass = async (): Promise<void> => {
    const ended = pass;
    pass = null;
    ended?.signal.abort();
    await ended?.chunks.return?.();
  };

  const beginPass = async (): Promise<Pass> => {
    await endPass();
    if (++passes > MAX_PASSES) throw new AppError('fat-broken', { reason: 'scattered' });
    const own = followSignal(signal);
    pass = { chunks: source.chunks(own)[Symbol.asyncIterator](), signal: own, position: 0 };
    pulledAtMs = clock.now();
    return pass;
  };

  const isStale = (): boolean => clock.now() - pulledAtMs >= STALE_MS;

  const assertSame = (offset: number, chunk: Uint8Array): void => {
    if (!held.agrees(offset, chunk)) throw new AppError('image-changed', { image: source.name });
  };

  /** One more chunk; false at the image's end. */
  const pull = async (current: Pass): Promise<boolean> => {
    const next = await current.chunks.next().catch(async (thrown: unknown) => {
      // It has no more chunks now, which must not be taken for the image's end.
      failure = toAppError(thrown);
      await endPass();
      throw failure;
    });
    pulledAtMs = clock.now();
    throwIfCancelled(signal);
    if (next.done) return false;
    assertSame(current.position, next.value);
    held.keep(current.position, next.value);
    current.position += next.value.byteLength;
    return true;
  };

  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    const truncated = (bytes: number): AppError =>
      new AppError('image-truncated', { image: source.name, expectedBytes: offset + length, bytes });
    if (source.bytes !== null && offset + length > source.bytes) throw truncated(source.bytes);
    if (held.nextFor(offset, length) === null) held.want(NEAR_BYTES, offset - (offset % FAR_ALIGN_BYTES), FAR_BYTES);
    for (;;) {
      const found = held.read(offset, length);
      if (found) return found;
      const next = held.nextFor(offset, length);
      if (next === null) throw new AppError('fat-broken', { reason: 'scattered' });
      const current = pass && pass.position <= next && !isStale() ? pass : await beginPass();
      if (!(await pull(current))) throw truncated(current.position);
    }
  };

  async function* goOn(current: Pass, reading: CancelSignal): AsyncGenerator<Uint8Array> {
    const stop = (): void => current.signal.abort();
    reading.addEventListener('abort', stop, { once: true });
    if (reading.aborted) stop();
    try {
      for (const piece of held.takeNear()) {
        if (reading.aborted) return;
        yield piece;
      }
      yield* rest(current.chunks);
    } finally {
      reading.removeEventListener('abort', stop);
      current.signal.abort();
      await current.chunks.return?.();
    }
  }

  async function* anew(reading: CancelSignal): AsyncGenerator<Uint8Array> {
    await endPass();
    let position = 0;
    for await (const chunk of source.chunks(reading)) {
      assertSame(position, chunk);
      position += chunk.byteLength;
      yield chunk;
    }
  }

  const chunks = (reading: CancelSignal): AsyncIterable<Uint8Array> => {
    const current = pass;
    // Only behind what is held without a gap can the pass be gone on with.
    if (current?.position !== held.nearEnd || isStale()) return anew(reading);
    pass = null;
    return goOn(current, reading);
  };

  return {
    disk: { read },
    source: { ...source, chunks },
    failure: () => failure,
    close: endPass,
  };
}

async function* rest(chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}
