/** A piece of the image that a reader wants next. */
export interface Wanted {
  readonly offset: number;
  readonly bytes: number;
}

/**
 * Reads an image that goes by once, from its start to its end: yields what it wants next and is given those bytes, or
 * null where they have gone by already. What it wants must be bounded by the reader: it is held in memory.
 */
export type ForwardRead = Generator<Wanted, void, Uint8Array | null>;

/** A `ForwardRead` that follows the passing image. */
export interface Follower {
  /** The image has these bytes at `offset`; they come in order, and may leave gaps. */
  see(offset: number, bytes: Uint8Array): void;
  readonly done: boolean;
}

/** Starts the reader; it then gets what it asks for, independent of how the image is cut into chunks. */
export function follow(reader: ForwardRead): Follower {
  let wanted: Wanted | null = null;
  let found = new Uint8Array(0);
  let filled = 0;
  /** Where the reader has got to: what lies before is gone, even if it is in the very chunk. */
  let position = 0;

  const step = (given: Uint8Array | null): void => {
    const next = reader.next(given);
    wanted = next.done ? null : next.value;
    found = new Uint8Array(0);
    filled = 0;
  };
  step(null);

  const take = (want: Wanted, offset: number, bytes: Uint8Array): void => {
    const at = want.offset + filled;
    const part = bytes.subarray(at - offset, at - offset + want.bytes - filled);
    // Not before the first of them comes: a wish far behind the image's end costs nothing.
    if (filled === 0) found = new Uint8Array(want.bytes);
    found.set(part, filled);
    filled += part.byteLength;
    position = at + part.byteLength;
    if (filled === want.bytes) step(found);
  };

  return {
    see: (offset, bytes) => {
      const end = offset + bytes.byteLength;
      while (wanted !== null) {
        const at = wanted.offset + filled;
        if (at < Math.max(offset, position)) step(null);
        else if (at < end) take(wanted, offset, bytes);
        else return;
      }
    },
    get done() {
      return wanted === null;
    },
  };
}
