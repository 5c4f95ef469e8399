import type { Emit } from './events.ts';
import type { Device } from './device.ts';

const TICK_MS = 200;
/** After this long without an answer the person is told, and again each second. */
const STALL_MS = 5_000;
const STALL_REPEAT_MS = 1_000;

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
 * what stops it. `onTick` gets the ms since the last tick.
 */
export function startWatch(lanes: readonly Watched[], emit: Emit, onTick: (ms: number) => void): () => void {
  const last = new Map<number, string>();
  const told = new Map<number, number>();
  let before = performance.now();

  const tick = (): void => {
    const now = performance.now();
    onTick(now - before);
    before = now;
    emit({ type: 'alive' });
    for (const lane of lanes) {
      const progress = lane.progress();
      const key = JSON.stringify(progress);
      if (progress && last.get(lane.index) !== key) emit({ type: 'progress', target: lane.index, ...progress });
      last.set(lane.index, key);

      const since = lane.device?.waitingSince() ?? null;
      const waited = since === null ? 0 : now - since;
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
