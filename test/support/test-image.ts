import { createCipheriv, createHash } from 'node:crypto';

/**
 * Bytes that look random and are the same in every run. No two blocks are alike, so that a swapped, repeated or missing
 * one is found. Another `seed` makes another image.
 */
export function testImage(bytes: number, seed = 1): Buffer {
  const key = createHash('sha256').update(`test image ${seed}`).digest().subarray(0, 16);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
