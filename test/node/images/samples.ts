import { readFileSync } from 'node:fs';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { Prepare } from '../../../src/node/images/formats/format.ts';
import type { Given } from '../../../src/node/images/given.ts';

/** What every file in test/fixtures/images decodes to: see the script there that made them. */
export const sample: Buffer = Buffer.concat([
  numbers(700),
  Buffer.alloc(100_000),
  Buffer.from('nixberry\n'.repeat(32_000)),
  numbers(300),
]);

function numbers(last: number): Buffer {
  return Buffer.from(Array.from({ length: last }, (_, i) => `${i + 1}\n`).join(''));
}

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../fixtures/images/${name}`, import.meta.url));
}

export const never: AbortSignal = new AbortController().signal;

/** Bytes as a download would give them, in chunks of `chunkBytes`; each chunk is spoiled when the next is asked for. */
export function memoryGiven(bytes: Uint8Array, chunkBytes = 700): Given {
  async function* read(): AsyncGenerator<Uint8Array> {
    const buffer = new Uint8Array(chunkBytes);
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      const piece = bytes.subarray(at, at + chunkBytes);
      buffer.set(piece);
      yield await Promise.resolve(buffer.subarray(0, piece.length));
      buffer.fill(0xee);
    }
  }
  return { kind: 'url', name: 'memory', bytes: null, endIsCertain: true, read, close: () => Promise.resolve() };
}

/** All chunks in one, each copied before the next is asked for. */
export async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const copies: Buffer[] = [];
  for await (const chunk of chunks) copies.push(Buffer.from(chunk));
  return Buffer.concat(copies);
}

/**
 * What comes of decoding: `same` as the sample, `different`, or the code of the error. Any other error is thrown.
 * (A failing comparison of whole images would take seconds to print.)
 */
export async function outcome(prepare: Prepare, bytes: Uint8Array, chunkBytes?: number): Promise<string> {
  const given = memoryGiven(bytes, chunkBytes);
  try {
    const { decode } = await prepare(given, never);
    return (await gather(decode(given.read(never)))).equals(sample) ? 'same' : 'different';
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
}

/** The same bytes with one bit turned. */
export function flipped(bytes: Uint8Array, at: number, bit = 0): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
}
