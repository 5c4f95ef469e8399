import type { Wanted } from './forward-read.ts';

/** Reads within a partition whose first bytes are held already. Offsets are those of the partition. */
export type PartitionRead = (offset: number, bytes: number) => Generator<Wanted, Uint8Array | null, Uint8Array | null>;

/** Gives what lies in `head` again, and asks the passing image for the rest: so only that has to come in order. */
export function readBehind(head: Uint8Array, start: number): PartitionRead {
  return function* (offset, bytes) {
    const kept = head.subarray(offset, offset + bytes);
    if (kept.byteLength === bytes) return kept;
    const rest = yield { offset: start + offset + kept.byteLength, bytes: bytes - kept.byteLength };
    if (rest === null || kept.byteLength === 0) return rest;
    const whole = new Uint8Array(bytes);
    whole.set(kept);
    whole.set(rest, kept.byteLength);
    return whole;
  };
}
