import { stat } from 'node:fs/promises';
import { AppError } from '../../core/errors/app-error.ts';
import type { CancelSignal, ImageFormat, ImageSource } from '../../core/ports.ts';
import { coalesced } from './coalesce.ts';
import type { Prepared } from './formats/format.ts';
import { createMeter, type Given, type Meter } from './given.ts';
import { withFacts } from './image-errors.ts';

/** What is known of an image once it has been opened. */
export interface OpenedImage {
  readonly given: Given;
  readonly format: ImageFormat;
  readonly prepared: Prepared;
  readonly head: Uint8Array;
  readonly onDisks: readonly string[];
  readonly hashGiven: boolean;
}

/** The image as the core sees it. One pass at a time. */
export function imageSource({ given, format, prepared, head, onDisks, hashGiven }: OpenedImage): ImageSource {
  let meter: Meter = createMeter(false);
  let sha256: string | null = null;

  async function* chunks(signal: CancelSignal): AsyncGenerator<Uint8Array> {
    const pass = createMeter(hashGiven);
    meter = pass;
    sha256 = null;
    let total = 0;
    try {
      for await (const chunk of coalesced(prepared.decode(pass.tap(given.read(signal))))) {
        if (signal.aborted) return;
        total += chunk.length;
        yield chunk;
      }
    } catch (thrown) {
      // What a pass that was cut short makes of its end is of no interest.
      if (signal.aborted) return;
      throw withFacts(thrown, { image: given.name, format, at: pass.consumed() });
    }
    if (signal.aborted) return;
    if (prepared.bytes !== null && total !== prepared.bytes)
      throw new AppError('image-corrupt', { image: given.name, format, detail: 'length', at: pass.consumed() });
    sha256 = pass.sha256();
  }

  return {
    name: given.name,
    format,
    bytes: prepared.bytes,
    givenBytes: given.bytes,
    onDisks,
    isLocal: given.kind === 'file',
    isAt: (path) => isGivenAt(given, path),
    head,
    chunks,
    consumed: () => meter.consumed(),
    waitedMs: () => meter.waitedMs(),
    givenSha256: () => sha256,
    close: () => given.close(),
  };
}

/** By what the file is and not by how it is called: it may have several names, or be reached by a link. */
async function isGivenAt(given: Given, path: string): Promise<boolean> {
  if (given.kind !== 'file') return false;
  const there = await stat(path, { bigint: true }).catch(() => null);
  if (there === null) return false;
  const { dev, ino } = await given.handle.stat({ bigint: true });
  return there.dev === dev && there.ino === ino;
}
