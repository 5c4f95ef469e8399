import { createRequire } from 'node:module';
import { ReadableStream } from 'node:stream/web';
import { corrupt, trailingGarbage, truncated } from '../image-errors.ts';
import { unusualXz, xzDictionaryTooLarge } from './xz-errors.ts';

/** A UMD bundle whose named exports Node does not see: `import` would fail in the built program, not in tests. */
const { XzReadableStream } = createRequire(import.meta.url)('xz-decompress') as typeof import('xz-decompress');

/**
 * xz-decompress, which is xz-embedded as WebAssembly: it checks CRC32 and CRC64, the index and the footer, and reads
 * dictionaries up to 64 MiB (`xz -9`). SHA-256 checks and filters other than LZMA2, which xz uses only when told to, are
 * refused. One stream at a time in a process: a second one waits.
 */
export async function* unxzWasm(given: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = given[Symbol.asyncIterator]();
  let failure: { readonly thrown: unknown } | undefined;
  const compressed = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await source.next();
          if (next.done) controller.close();
          else controller.enqueue(next.value);
        } catch (thrown) {
          failure = { thrown };
          throw thrown;
        }
      },
    },
    // Nothing is read ahead: a chunk is valid only until the next is asked for.
    { highWaterMark: 0 },
  );
  try {
    for await (const chunk of new XzReadableStream(compressed)) if (chunk.length > 0) yield chunk;
  } catch (thrown) {
    throw failure ? failure.thrown : xzError(thrown);
  } finally {
    await source.return?.();
  }
}

/** xz-embedded's return codes (`enum xz_ret`), which the package puts into the words of its error. */
function xzError(thrown: unknown): unknown {
  const code = thrown instanceof Error ? /error code (\d+)$/.exec(thrown.message)?.[1] : undefined;
  switch (code) {
    case undefined:
      return thrown;
    case '2':
    case '6':
      return unusualXz();
    case '3':
    case '4':
      return xzDictionaryTooLarge();
    case '5':
      // The first stream's magic was seen before we came here: these bytes follow a complete stream.
      return trailingGarbage();
    case '8':
      return truncated();
    default:
      return corrupt(`xz code ${code}`);
  }
}
