import type { CancelSignal } from '../../../core/ports.ts';
import type { Given } from '../given.ts';
import { truncated } from '../image-errors.ts';
import type { Prepared } from './format.ts';
import { createZstdEngine } from './zstd-engine.ts';
import { zstdLength } from './zstd-length.ts';

/** zstd, one frame or several. Node's own zstd (22.15+) stops after the first frame and says nothing: not used. */
export async function prepareZstd(given: Given, signal: CancelSignal): Promise<Prepared> {
  return { bytes: given.kind === 'file' ? await zstdLength(given.handle, given.bytes, signal) : null, decode: unzstd };
}

async function* unzstd(given: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const engine = await createZstdEngine();
  for await (const chunk of given) {
    for (let supplied = 0; supplied < chunk.length;) {
      supplied += engine.supply(chunk.subarray(supplied));
      while (engine.run() === 'full') yield engine.take();
    }
  }
  const rest = engine.take();
  if (rest.length > 0) yield rest;
  if (!engine.isBetweenFrames()) throw truncated();
}
