import { expect } from 'vitest';

/** Bytes that differ with the seed and repeat nowhere within 64 KiB. */
export function pattern(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => ((i * 31) ^ ((i >> 8) * 7) ^ (seed * 101)) & 0xff);
}

/** Fails with the first difference, not with both contents. */
export function expectBytes(actual: Uint8Array | null, expected: Uint8Array): void {
  expect(actual?.length).toBe(expected.length);
  expect(actual?.findIndex((byte, i) => byte !== expected[i])).toBe(-1);
}
