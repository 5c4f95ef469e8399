import type { Verified, WriterTarget } from '../contract/writer.ts';
import type { Device } from './device.ts';

/**
 * Whether what was found to be right before the rest was written still is: on a drive that wraps a write may have gone over it,
 * so only where the size is known to be true (a probe that finds another one ends the job), and where it was read past caches.
 */
export function canCompare(target: WriterTarget, { direct }: Pick<Device, 'direct'>): boolean {
  return target.kind === 'drive' && target.capacity !== 'unknown' && direct;
}

/** What is told of the verification. `isCompared`: only what was written was read back. */
export function howVerified(verify: boolean, { direct }: Pick<Device, 'direct'>, isCompared: boolean): Verified {
  if (!verify) return 'no';
  if (!direct) return 'cached';
  return isCompared ? 'compared' : 'direct';
}
