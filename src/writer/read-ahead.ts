import { alignedBuffer, BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';

/** A part of a drive: whole sectors, at most a block. */
interface Part {
  readonly offset: number;
  readonly bytes: number;
}

/** Reads the parts of a list in their order, some ahead, so that the drive never waits. */
export interface ReadAhead<P extends Part> {
  /** The next part and what was found there, valid until the next call; null behind the last. Throws what its read threw. */
  next(): Promise<{ readonly part: P; readonly found: Buffer } | null>;
  /** Something was written: what has been read ahead is older than that, and is read again. */
  restart(): Promise<void>;
}

/** `partAt` gives the part of an index from 0 on, undefined behind the last; `inFlight`: reads at once. */
export function createReadAhead<P extends Part>(
  device: Device,
  partAt: (index: number) => P | undefined,
  inFlight: number,
): ReadAhead<P> {
  const ring = alignedBuffer(inFlight * BLOCK_BYTES);
  const started: Promise<{ part: P; found: Buffer }>[] = [];
  let given = 0;

  const start = (): boolean => {
    const index = given + started.length;
    const part = partAt(index);
    if (!part) return false;
    const slot = (index % inFlight) * BLOCK_BYTES;
    const found = ring.subarray(slot, slot + part.bytes);
    const read = device.read(found, part.offset).then(() => ({ part, found }));
    // Awaited in order; an earlier failure must not leave a later one unhandled.
    read.catch(() => undefined);
    started.push(read);
    return true;
  };

  return {
    next: async () => {
      while (started.length < inFlight && start());
      const reading = started.shift();
      if (!reading) return null;
      given++;
      return reading;
    },
    restart: async () => {
      // Their buffers are used again.
      await Promise.allSettled(started.splice(0));
    },
  };
}
