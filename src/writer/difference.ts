/** How two readings of the same bytes differ. */
export interface Difference {
  /** Index of the first byte that is another. */
  readonly first: number;
  readonly bytes: number;
  readonly bits: number;
}

/** Compares as many bytes as `right` has; null where there is no difference. */
export function differenceOf(found: Buffer, right: Buffer): Difference | null {
  if (found.equals(right)) return null;
  let first = -1;
  let bytes = 0;
  let bits = 0;
  for (const [at, byte] of right.entries()) {
    const changed = byte ^ (found[at] ?? 0);
    if (changed === 0) continue;
    if (first < 0) first = at;
    bytes++;
    bits += bitsOf(changed);
  }
  return first < 0 ? null : { first, bytes, bits };
}

function bitsOf(byte: number): number {
  let bits = 0;
  for (let left = byte; left > 0; left >>= 1) bits += left & 1;
  return bits;
}
