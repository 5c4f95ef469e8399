import type { Row } from './rows.ts';
import type { SeenPhase } from './timeline.ts';
import { longestStandMs, movingPhases, tailShare } from './timeline.ts';

/** What a drive can do at most, in bytes a second. */
export interface Speed {
  readonly writeBytesPerSecond: number;
  readonly readBytesPerSecond: number;
}

/** How much longer than the drives' own limit everything may take, start and end of the program included. */
const LIMIT_RATIO = 1.02;
const LIMIT_SPARE_SECONDS = 0.5;
/** No drive is faster than its limit: where it seems so, the throttle was not in force, and nothing was measured. */
const LEAST_RATIO = 0.99;
/** As much as two runs of the same flash differ by. */
const SEVERAL_RATIO = 1.03;
/** Of the writing's time, and of the reading's, for the last 5 % of the bytes. */
const TAIL_SHARE = 0.15;
/** A number that stands still for longer looks like a program that does. */
const STAND_MS = 1_000;
const CORE_SHARE = 0.3;
const SEVERAL_PSS_BYTES = 400_000_000;

/** What was seen of several flashes of one kind: seconds are medians, everything else the worst. */
export interface LimitTimes {
  /** What was done, for the table. */
  readonly what: string;
  readonly imageBytes: number;
  readonly speed: Speed;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakPssBytes: number;
  readonly phases: readonly SeenPhase[];
}

/** The least time in which a drive can be written and read back, in seconds. */
export function limitSeconds(imageBytes: number, { writeBytesPerSecond, readBytesPerSecond }: Speed): number {
  return imageBytes / writeBytesPerSecond + imageBytes / readBytesPerSecond;
}

/** The longest time that is still called as fast as the drive, in seconds. */
export function mostSeconds(limit: number): number {
  return limit * LIMIT_RATIO + LIMIT_SPARE_SECONDS;
}

/** Everything from start to exit against the limit of one drive, however many there are. */
export function limitRow({ what, imageBytes, speed, wallSeconds }: LimitTimes): Row {
  const limit = limitSeconds(imageBytes, speed);
  const ratio = wallSeconds / limit;
  return {
    what: `${what}: ${wallSeconds.toFixed(2)} s, limit of the drive ${limit.toFixed(2)} s`,
    target: `${LEAST_RATIO} to ${(mostSeconds(limit) / limit).toFixed(3)}`,
    measured: ratio.toFixed(3),
    ok: ratio >= LEAST_RATIO && wallSeconds <= mostSeconds(limit),
  };
}

/** Several drives at once against one of them alone: seconds. */
export function severalRow({ what, wallSeconds }: LimitTimes, oneSeconds: number): Row {
  const ratio = wallSeconds / oneSeconds;
  return {
    what: `${what}: ${wallSeconds.toFixed(2)} s, one alone ${oneSeconds.toFixed(2)} s`,
    target: `≤ ${SEVERAL_RATIO}`,
    measured: ratio.toFixed(3),
    ok: ratio <= SEVERAL_RATIO,
  };
}

/** How the numbers moved that a person sees: those of the writing up to its last flush, and of the reading back. */
export function tailRow({ what, phases }: LimitTimes): Row {
  const moving = movingPhases(phases);
  const share = Math.max(...moving.map(tailShare));
  const standMs = Math.max(...moving.map(longestStandMs));
  return {
    what: `${what}: time of the last 5 %, longest stand of the progress`,
    target: `≤ ${percent(TAIL_SHARE)}, ≤ ${STAND_MS} ms`,
    measured: `${percent(share)}, ${standMs.toFixed(0)} ms`,
    ok: moving.length > 0 && share <= TAIL_SHARE && standMs <= STAND_MS,
  };
}

/** All processes against one core. */
export function coreRow({ what, cpuSeconds, wallSeconds }: LimitTimes): Row {
  const share = cpuSeconds / wallSeconds;
  return {
    what: `${what}: CPU time of all processes, of one core`,
    target: `< ${percent(CORE_SHARE)}`,
    measured: percent(share),
    ok: share < CORE_SHARE,
  };
}

export function severalMemoryRow({ what, peakPssBytes }: LimitTimes): Row {
  return {
    what: `${what}: peak memory of all processes (PSS)`,
    target: `< ${SEVERAL_PSS_BYTES / 1e6} MB`,
    measured: `${(peakPssBytes / 1e6).toFixed(0)} MB`,
    // None seen: the kernel did not tell.
    ok: peakPssBytes > 0 && peakPssBytes < SEVERAL_PSS_BYTES,
  };
}

/** What an option saves: the time of the same flash with it against that without it, both in seconds. */
export function shareRow(what: string, most: number, seconds: number, fullSeconds: number): Row {
  const share = seconds / fullSeconds;
  return {
    what: `${what}: ${seconds.toFixed(2)} s against ${fullSeconds.toFixed(2)} s`,
    target: `≤ ${percent(most)}`,
    measured: percent(share),
    ok: share <= most,
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
