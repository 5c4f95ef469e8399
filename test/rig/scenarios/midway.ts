import { MIB } from '../host/block-devices.ts';
import type { DiskRequest } from '../host/disk-faults.ts';
import type { PlugOptions } from '../scenario.ts';
import { behind, isMidwayRead, isMidwayWrite } from './faults.ts';

/** Phases that go through the whole image: what may happen to a drive may happen in the middle of either. */
export const LONG_PHASES = ['writing', 'verifying'] as const;
export type LongPhase = (typeof LONG_PHASES)[number];

const SLOW_BYTES_PER_SECOND = 4 * MIB;

/** For `plug`: slow in this phase, so that its middle can be seen on a fast machine, too. */
export function slowWhile(phase: LongPhase): PlugOptions {
  return phase === 'writing'
    ? { writeBytesPerSecond: SLOW_BYTES_PER_SECOND }
    : { readBytesPerSecond: SLOW_BYTES_PER_SECOND };
}

/** Requests of the middle of this phase. */
export function isMidwayWhile(phase: LongPhase): (request: DiskRequest) => boolean {
  return phase === 'writing' ? isMidwayWrite : behind(isMidwayWrite, isMidwayRead);
}
