import type { Emit } from './events.ts';

const TICK_MS = 200;
/** After this long without an answer the person is told, and again each second. */
const STALL_MS = 5_000;
const STALL_REPEAT_MS = 1_000;
/**
 * A tick that is so late was not held up by a drive: we were stopped ourselves, or the computer slept. Linux' clock stands still
 * then (CLOCK_MONOTONIC), those of macOS and Windows do not.
 */
const PAUSE_MS = STALL_MS;

export interface Watched {
  readonly index: number;
  /** Since when its drive has not answered (`performance.now`); null while it is asked for nothing. */
  readonly waitingSince: () => number | null;
  /** Completed bytes of the present phase, and of how many; null while there is nothing to say. */
  readonly progress: () => { bytes: number; of: number | null } | null;
}

/** Five times a second a sign of life, while one of the small operations waits for its drive. Returns what stops it. */
export function startSignsOfLife(emit: Emit): () => void {
  const timer = setInterval(() => emit({ type: 'alive' }), TICK_MS);
  return () => clearInterval(timer);
}

/** What a tick finds out. */
export interface Tick<Job> {
  /** Since the last one; time in which this process stood still is left out. */
  readonly elapsedMs: number;
  /** For how long the drive of each has not answered, in ms; 0 for one that has, or is asked for nothing. */
  readonly unanswered: ReadonlyMap<Job, number>;
}

/**
 * Five times a second: a sign of life, progress where it has changed, and drives that have not answered; of those that `jobs`
 * names then. The sign of life finds out that the other side is gone, also while a drive is so slow that there is nothing
 * else to tell. Time in which this process stood still is no drive's. Returns what stops it.
 */
export function startWatch<Job extends Watched>(
  jobs: () => readonly Job[],
  emit: Emit,
  onTick: (tick: Tick<Job>) => void,
): () => void {
  const last = new Map<number, string>();
  const told = new Map<number, number>();
  let before = performance.now();
  let wokenAt = -Infinity;

  const tellProgress = ({ index, progress }: Job): void => {
    const now = progress();
    const key = JSON.stringify(now);
    if (now && last.get(index) !== key) emit({ type: 'progress', target: index, ...now });
    last.set(index, key);
  };

  const tellStall = ({ index }: Job, waitedMs: number, now: number): void => {
    if (waitedMs < STALL_MS) told.delete(index);
    else if (now - (told.get(index) ?? -Infinity) >= STALL_REPEAT_MS) {
      told.set(index, now);
      emit({ type: 'stalled', target: index, ms: Math.round(waitedMs) });
    }
  };

  const tick = (): void => {
    const now = performance.now();
    const hasPaused = now - before >= PAUSE_MS;
    if (hasPaused) wokenAt = now;
    const elapsedMs = hasPaused ? TICK_MS : now - before;
    before = now;
    emit({ type: 'alive' });
    const unanswered = new Map<Job, number>();
    for (const job of jobs()) {
      tellProgress(job);
      const since = job.waitingSince();
      const waitedMs = since === null ? 0 : now - Math.max(since, wokenAt);
      unanswered.set(job, waitedMs);
      tellStall(job, waitedMs, now);
    }
    onTick({ elapsedMs, unanswered });
  };
  const timer = setInterval(tick, TICK_MS);
  return () => clearInterval(timer);
}
