import type { Zlib } from 'node:zlib';
import type { Transform } from 'node:stream';

export type ZlibEngine = Transform & Zlib;

/**
 * Sends `given` through one of Node's zlib engines, which work on the thread pool, and yields what comes out. Bytes that
 * the engine leaves unread because its data has ended go to `onUnread`, which may throw. Errors are zlib's own.
 */
export async function* pump(
  engine: ZlibEngine,
  given: AsyncIterable<Uint8Array>,
  onUnread: (bytes: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  const feeding = feed(engine, given, onUnread);
  // It is awaited below; until then it must not count as unhandled.
  feeding.catch((thrown: unknown) => engine.destroy(thrown instanceof Error ? thrown : new Error(String(thrown))));
  try {
    for await (const chunk of engine) yield chunk as Uint8Array;
    await feeding;
  } finally {
    engine.destroy();
    await feeding.catch(() => undefined);
  }
}

async function feed(
  engine: ZlibEngine,
  given: AsyncIterable<Uint8Array>,
  onUnread: (bytes: Uint8Array) => void,
): Promise<void> {
  let fed = 0;
  let ended = false;
  for await (const chunk of given) {
    if (ended) {
      onUnread(chunk);
      continue;
    }
    await written(engine, chunk);
    if (engine.destroyed) return;
    fed += chunk.length;
    const unread = fed - engine.bytesWritten;
    ended = unread > 0;
    if (ended) onUnread(chunk.subarray(chunk.length - unread));
  }
  if (!ended) engine.end();
}

/** Resolves when the engine is done with the chunk, or when it is gone: then no callback comes for a waiting write. */
function written(engine: ZlibEngine, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      engine.off('close', done);
      resolve();
    };
    engine.on('close', done);
    engine.write(chunk, done);
  });
}
