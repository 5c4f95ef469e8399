import { CHUNK_BYTES } from '../file-chunks.ts';
import { corrupt, truncated } from '../image-errors.ts';
import type { Decode } from './format.ts';
import { unusualXz } from './xz-errors.ts';
import { createXzOutline } from './xz-outline.ts';

/**
 * node-liblzma's native object: one decoder. A call works on the thread pool. Until it is back, and out of `done`, there
 * must be neither another call nor a close: the object does not guard itself then.
 */
interface NativeDecoder {
  code(
    action: number,
    input: Buffer | null,
    inputAt: number,
    inputBytes: number,
    output: Buffer,
    outputAt: number,
    done: (status: number, inputLeft: number, outputLeft: number) => void,
  ): void;
  close(): void;
}

interface Progress {
  readonly status: number;
  readonly inputLeft: number;
  readonly outputLeft: number;
}

/** liblzma's `lzma_action` and `lzma_ret`. */
const ACTION = { run: 0, finish: 3 } as const;
const STATUS = { ok: 0, streamEnd: 1, format: 7, options: 8, data: 9, buffer: 10 } as const;

/**
 * liblzma's decoder, or null where node-liblzma is not installed or has no binary for this computer. It checks CRC32,
 * CRC64 and SHA-256, the index and the footer; dictionaries over 64 MiB are refused. Several can be at work at once.
 */
export async function loadLiblzma(): Promise<Decode | null> {
  try {
    // LGPL: loaded when it is there, never bundled.
    const { Unxz } = await import('node-liblzma');
    // The package's stream decodes on while nobody reads, and starts a call from the last one's callback, which leaves
    // the native object free to be closed under it. We use nothing of it but that object.
    const create = (): NativeDecoder => (new Unxz() as unknown as { readonly lzma: NativeDecoder }).lzma;
    create().close();
    return (given) => decoded(create(), given);
  } catch {
    return null;
  }
}

async function* decoded(native: NativeDecoder, given: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const outline = createXzOutline();
  const decoding = createDecoding(native);
  let failure: { readonly thrown: unknown } | undefined;
  try {
    for await (const chunk of given) {
      const { sound, problem } = outline(chunk);
      yield* decoding.run(ACTION.run, Buffer.from(chunk.buffer, chunk.byteOffset, sound));
      if (problem) throw problem.thrown;
    }
    yield* decoding.run(ACTION.finish, Buffer.alloc(0));
  } catch (thrown) {
    failure = { thrown };
  } finally {
    native.close();
  }
  // Of a broken file, too: what is known of an image by its first bytes is told with the error.
  const rest = decoding.rest();
  if (rest.length > 0) yield rest;
  if (failure) throw failure.thrown;
}

interface Decoding {
  /** Decodes one piece of input and yields the full chunks that come of it. Each is valid until the next is asked for. */
  readonly run: (action: number, input: Buffer) => AsyncGenerator<Uint8Array>;
  /** What is decoded and has filled no chunk. */
  readonly rest: () => Uint8Array;
}

/** Two buffers take turns: while one is used, the other is filled. */
function createDecoding(native: NativeDecoder): Decoding {
  let [output, spare] = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)];
  let filled = 0;

  /** Never rejects: it may fail while nobody waits for it. What comes after it runs when the native object is at rest. */
  const start = (action: number, input: Buffer): Promise<Progress> =>
    new Promise((resolve) => {
      native.code(action, input, 0, input.length, output, filled, (status, inputLeft, outputLeft) => {
        resolve({ status, inputLeft, outputLeft });
      });
    });

  async function* run(action: number, input: Buffer): AsyncGenerator<Uint8Array> {
    // Asked twice to decode nothing, liblzma would call it an error.
    if (action === ACTION.run && input.length === 0) return;
    let left = input;
    let running = start(action, left);
    try {
      for (;;) {
        const { status, inputLeft, outputLeft } = await running;
        filled = output.length - outputLeft;
        if (status !== STATUS.ok && status !== STATUS.streamEnd) throw liblzmaError(status);
        left = left.subarray(left.length - inputLeft);
        const ended = action === ACTION.finish ? status === STATUS.streamEnd : left.length === 0;
        const full = outputLeft === 0 ? output : null;
        if (full) {
          [output, spare] = [spare, output];
          filled = 0;
        }
        if (!ended) running = start(action, left);
        if (full) yield full;
        if (ended) return;
      }
    } finally {
      // It reads the input and writes to a buffer: neither may go before it is done, also when the job is cancelled.
      await running;
    }
  }

  return { run, rest: () => output.subarray(0, filled) };
}

function liblzmaError(status: number): Error {
  switch (status) {
    case STATUS.options:
      return unusualXz();
    case STATUS.buffer:
      return truncated();
    case STATUS.format:
    case STATUS.data:
      return corrupt(`liblzma code ${status}`);
    default:
      return new Error(`liblzma code ${status}`);
  }
}
