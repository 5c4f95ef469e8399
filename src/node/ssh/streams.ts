import type { Writable } from 'node:stream';

/** A line that never ends is handed on in pieces of this. */
const MAX_LINE_CHARS = 1 << 20;
/** What a login shell may say before our script begins. */
const MAX_NOISE_BYTES = 1 << 20;

export interface AfterMarker {
  readonly chunks: AsyncGenerator<Uint8Array, void, undefined>;
  /** Whether the marker has come. */
  began(): boolean;
  /** What came before it. */
  noise(): string;
}

/** The bytes behind the first `marker`. There are none when it does not come. */
export function afterMarker(source: AsyncIterable<Uint8Array>, marker: string): AfterMarker {
  let began = false;
  let noise = Buffer.alloc(0);
  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of source) {
      if (began) {
        yield chunk;
        continue;
      }
      noise = Buffer.concat([noise, chunk]);
      const at = noise.indexOf(marker);
      // Without a marker so far nobody waits for it: what ssh says is read to its end.
      if (at < 0) noise = noise.subarray(Math.max(0, noise.length - MAX_NOISE_BYTES));
      else {
        began = true;
        const rest = noise.subarray(at + marker.length);
        noise = noise.subarray(0, at);
        if (rest.length > 0) yield rest;
      }
    }
  }
  return { chunks: chunks(), began: () => began, noise: () => noise.toString() };
}

/** The lines of a text in UTF-8, without their line feeds; the last one may have none. */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of source) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > MAX_LINE_CHARS) {
      yield rest;
      rest = '';
    }
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

/** All of a text in UTF-8. Throws when it is longer than `maxBytes`. */
export async function textOf(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`more than ${maxBytes} bytes of output`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Writes everything, each chunk when the one before has left this process (its memory may then be used again), and ends the
 * stream. Stops without an error when the reader has gone; throws what `source` throws.
 */
export async function feed(stdin: Writable, source: AsyncIterable<Uint8Array>): Promise<void> {
  // EPIPE: how the reader ended is told by its exit code.
  stdin.on('error', () => undefined);
  for await (const chunk of source) {
    if (stdin.destroyed) return;
    await new Promise<void>((resolve) => stdin.write(chunk, () => resolve()));
  }
  stdin.end();
}
