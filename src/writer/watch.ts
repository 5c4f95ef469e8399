import type { Emit } from './events.ts';
import type { Device } from './device.ts';

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
  readonly device: Device | null;
  /** Completed bytes of the present phase, and of how many; null while there is nothing to say. */
  readonly progress: () => { bytes: number; of: number | null } | null;
}

/** Five times a second a sign of life, while one of the small operations waits for its drive. Returns what stops it. */
export function startSignsOfLife(emit: Emit): () => void {
  const timer = setInterval(() => emit({ type: 'alive' }), TICK_MS);
  return () => clearInterval(timer);
}

/**
 * Five times a second: a sign of life, progress where it has changed, and drives that have not answered. The sign of
 * life finds out that the other side is gone, also while a drive is so slow that there is nothing else to tell. Returns
 * what stops it. `onTick` gets the ms since the last tick. Time in which this process stood still is no drive's.
 */
export function startWatch(lanes: readonly Watched[], emit: Emit, onTick: (ms: number) => void): () => void {
  const last = new Map<number, string>();
  const told = new Map<number, number>();
  let before = performance.now();
  let wokenAt = -Infinity;

  const tick = (): void => {
    const now = performance.now();
    const hasPaused = now - before >= PAUSE_MS;
    if (hasPaused) wokenAt = now;
    onTick(hasPaused ? TICK_MS : now - before);
    before = now;
    emit({ type: 'alive' });
    for (const lane of lanes) {
      const progress = lane.progress();
      const key = JSON.stringify(progress);
      if (progress && last.get(lane.index) !== key) emit({ type: 'progress', target: lane.index, ...progress });
      last.set(lane.index, key);

      const since = lane.device?.waitingSince() ?? null;
      const waited = since === null ? 0 : now - Math.max(since, wokenAt);
      if (waited < STALL_MS) told.delete(lane.index);
      else if (now - (told.get(lane.index) ?? -Infinity) >= STALL_REPEAT_MS) {
        told.set(lane.index, now);
        emit({ type: 'stalled', target: lane.index, ms: Math.round(waited) });
      }
    }
  };
  const timer = setInterval(tick, TICK_MS);
  return () => clearInterval(timer);
}
