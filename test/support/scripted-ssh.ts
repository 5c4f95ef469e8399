import { AppError } from '../../src/core/errors/app-error.ts';
import type { CancelSignal } from '../../src/core/ports.ts';
import type { SshDestination } from '../../src/core/ssh/destination.ts';
import type { SshPort } from '../../src/core/ssh/ports.ts';

export const OTHER: SshDestination = { user: 'ada', host: 'other', port: null, keyFile: null };

export interface ScriptedSsh extends SshPort {
  /** How many files were begun to be read, and how many of those are being read now. */
  passes(): number;
  reading(): number;
}

/** What comes of the `pass`th reading of a file, counted from 1; a real port hears of a cancel by `signal`. */
export type ReadScript = (pass: number, signal: CancelSignal) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Another machine of which only files are read, and those as a script says: the promises of a real port may be broken. */
export function scriptedSsh(script: ReadScript): ScriptedSsh {
  let passes = 0;
  let reading = 0;
  const never = (): never => {
    throw new Error('only `read` is scripted');
  };
  return {
    passes: () => passes,
    reading: () => reading,
    read: async function* (_destination, _path, _bytes, signal) {
      passes++;
      reading++;
      try {
        yield* script(passes, signal);
      } finally {
        reading--;
      }
    },
    run: never,
    offeredKey: never,
    trust: never,
    nixOptions: never,
  };
}

/** Bytes in pieces such as a pipe may give; each piece is spoiled when the next is asked for. */
export async function* pieces(bytes: Uint8Array, pieceBytes = 700): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(pieceBytes);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    buffer.set(piece);
    yield await Promise.resolve(buffer.subarray(0, piece.length));
    buffer.fill(0xee);
  }
}

/** The same, up to where the connection breaks. */
export async function* cutAfter(bytes: Uint8Array, keptBytes: number): AsyncGenerator<Uint8Array> {
  yield* pieces(bytes.subarray(0, keptBytes));
  throw new AppError('remote-lost', { place: 'ada@other', detail: 'Connection to other closed by remote host.' });
}

/** The same, up to where nothing comes any more until the reading is cancelled. */
export async function* stuckAfter(
  bytes: Uint8Array,
  keptBytes: number,
  signal: CancelSignal,
): AsyncGenerator<Uint8Array> {
  yield* pieces(bytes.subarray(0, keptBytes));
  if (!signal.aborted)
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  throw new AppError('cancelled');
}
