/** Bytes of an image that were looked at before it is written, as copies in memory: its beginning, and one place further back. */
export interface HeldBytes {
  /** How much is held now. */
  readonly bytes: number;
  /** The end of what is held from the start. */
  readonly nearEnd: number;
  /** Holds at most `nearBytes` from the start from now on, and, in place of another place, `farBytes` from `farStart` on. */
  want(nearBytes: number, farStart: number, farBytes: number): void;
  /** Takes what is wanted of the chunk at `offset` and follows at once on what is held. */
  keep(offset: number, chunk: Uint8Array): void;
  /** A copy of exactly these bytes, or null where they are not held (yet). */
  read(offset: number, length: number): Uint8Array | null;
  /** The byte that has to come next for these to be held some day, or null where they are not wanted. */
  nextFor(offset: number, length: number): number | null;
  /** Whether the chunk at `offset` is the same as what is held of it. */
  agrees(offset: number, chunk: Uint8Array): boolean;
  /** The pieces from the start, in order, each let go of when the next is asked for. */
  takeNear(): Generator<Uint8Array, void, undefined>;
}

interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** At most `limit` bytes from `start` on, without gaps. */
interface Stretch {
  readonly start: number;
  readonly limit: number;
  readonly pieces: Piece[];
}

/** Wants `nearBytes` from the image's start, and nothing else yet. */
export function createHeldBytes(nearBytes: number): HeldBytes {
  let near: Stretch = { start: 0, limit: nearBytes, pieces: [] };
  let far: Stretch | null = null;
  const stretches = (): readonly Stretch[] => (far ? [near, far] : [near]);
  const pieces = (): readonly Piece[] => stretches().flatMap((stretch) => stretch.pieces);

  return {
    get bytes() {
      return pieces().reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    },
    get nearEnd() {
      return endOf(near);
    },
    want: (nearLimit, farStart, farBytes) => {
      near = { start: 0, limit: nearLimit, pieces: cutAt(near.pieces, nearLimit) };
      far = { start: farStart, limit: farBytes, pieces: [] };
    },
    keep: (offset, chunk) => {
      for (const stretch of stretches()) keepIn(stretch, offset, chunk);
    },
    read: (offset, length) => {
      const holder = stretches().find((stretch) => stretch.start <= offset && offset + length <= endOf(stretch));
      return holder ? copyOf(holder.pieces, offset, length) : null;
    },
    nextFor: (offset, length) => {
      const holder = stretches().find(({ start, limit }) => start <= offset && offset + length <= start + limit);
      return holder ? endOf(holder) : null;
    },
    agrees: (offset, chunk) => pieces().every((piece) => isSame(piece, { offset, bytes: chunk })),
    takeNear: function* () {
      const taken = near.pieces;
      near = { ...near, pieces: [] };
      for (let piece = taken.shift(); piece; piece = taken.shift()) yield piece.bytes;
    },
  };
}

function endOf({ start, pieces }: Stretch): number {
  const last = pieces.at(-1);
  return last ? last.offset + last.bytes.byteLength : start;
}

function keepIn(stretch: Stretch, offset: number, chunk: Uint8Array): void {
  const from = endOf(stretch);
  const to = Math.min(offset + chunk.byteLength, stretch.start + stretch.limit);
  if (offset > from || to <= from) return;
  stretch.pieces.push({ offset: from, bytes: copied(chunk.subarray(from - offset, to - offset)) });
}

function copyOf(pieces: readonly Piece[], offset: number, length: number): Uint8Array {
  const copy = new Uint8Array(length);
  for (const piece of pieces) {
    const from = Math.max(offset, piece.offset);
    const to = Math.min(offset + length, piece.offset + piece.bytes.byteLength);
    if (from < to) copy.set(piece.bytes.subarray(from - piece.offset, to - piece.offset), from - offset);
  }
  return copy;
}

/** Where they overlap. */
function isSame(one: Piece, other: Piece): boolean {
  const from = Math.max(one.offset, other.offset);
  const to = Math.min(one.offset + one.bytes.byteLength, other.offset + other.bytes.byteLength);
  for (let at = from; at < to; at++) if (one.bytes[at - one.offset] !== other.bytes[at - other.offset]) return false;
  return true;
}

function cutAt(pieces: readonly Piece[], end: number): Piece[] {
  return pieces
    .filter(({ offset }) => offset < end)
    .map((piece) =>
      piece.offset + piece.bytes.byteLength <= end
        ? piece
        : { ...piece, bytes: copied(piece.bytes.subarray(0, end - piece.offset)) },
    );
}

/** Not `slice`: a chunk may be one of Node's Buffers, whose `slice` is a view of the memory that the next chunk comes into. */
function copied(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes.byteLength);
  copy.set(bytes);
  return copy;
}
