import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { CancelSignal } from '../../core/ports.ts';

interface GivenCommon {
  /** File name, URL or `host:path` for people: no password or query in it. */
  readonly name: string;
  /** Length in bytes, or null where a server does not tell. */
  readonly bytes: number | null;
  /**
   * All bytes from the start, in chunks that are valid until the next is asked for. Ends early without an error only
   * when `signal` is aborted; else a short read is an error.
   */
  read(signal: CancelSignal): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** What the person gave us, before any decoding. */
export type Given = FileGiven | UrlGiven | RemoteGiven;

export type FileGiven = GivenCommon & { readonly kind: 'file'; readonly bytes: number; readonly handle: FileHandle };

export type UrlGiven = GivenCommon & {
  readonly kind: 'url';
  /** The server says how long the body is, or sends it in counted pieces: an early end is noticed. */
  readonly endIsCertain: boolean;
};

/** A file on another machine, which comes by ssh. */
export type RemoteGiven = GivenCommon & { readonly kind: 'remote'; readonly bytes: number };

/** Counts, and when asked for hashes, what one pass reads. */
export interface Meter {
  readonly tap: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  readonly consumed: () => number;
  /** How long the pass has waited for what it reads. */
  readonly waitedMs: () => number;
  /** SHA-256 (hex) of all that was read. To be called once, after the last byte. */
  readonly sha256: () => string | null;
}

/** A meter for one pass. */
export function createMeter(hashing: boolean): Meter {
  const hash = hashing ? createHash('sha256') : null;
  let consumed = 0;
  let waitedMs = 0;
  async function* tap(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let askedAt = performance.now();
    for await (const chunk of chunks) {
      waitedMs += performance.now() - askedAt;
      consumed += chunk.length;
      hash?.update(chunk);
      yield chunk;
      askedAt = performance.now();
    }
  }
  return { tap, consumed: () => consumed, waitedMs: () => waitedMs, sha256: () => hash?.digest('hex') ?? null };
}
