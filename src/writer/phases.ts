import type { Phase } from '../contract/writer.ts';
import type { AbortSwitch } from './abort.ts';
import type { Emit } from './events.ts';

export interface Progress {
  readonly bytes: number;
  readonly of: number | null;
}

/** The phases of one target: told when they begin, and how long some of them took. */
export interface Phases {
  /** In ms. `writing` and `total` are the caller's to take: they go across phases. */
  readonly ms: { writing: number; flushing: number; verifying: number; total: number };
  /** How far the present phase is, for whoever tells it from time to time; null where it has no bytes. */
  readonly progress: () => Progress | null;
  /** Begins a phase that tells nothing of its progress until `shows`. Throws the AppError of an abort. */
  readonly enter: (phase: Phase) => void;
  /** From now on this is the present phase's progress. */
  readonly shows: (progress: () => Progress | null) => void;
  /** Enters a phase, and adds to its time what `run` takes, whether it resolves or rejects. */
  readonly timed: <T>(phase: 'flushing' | 'verifying', run: () => Promise<T>) => Promise<T>;
}

export function createPhases(target: number, emit: Emit, abort: AbortSwitch): Phases {
  const ms = { writing: 0, flushing: 0, verifying: 0, total: 0 };
  let progress = (): Progress | null => null;

  const enter = (phase: Phase): void => {
    abort.check();
    // A phase that was shorter than a tick of the watch would otherwise have moved nothing.
    const last = progress();
    if (last) emit({ type: 'progress', target, ...last });
    progress = () => null;
    emit({ type: 'phase', target, phase });
  };

  return {
    ms,
    progress: () => progress(),
    enter,
    shows: (next) => {
      progress = next;
    },
    timed: async (phase, run) => {
      const since = performance.now();
      enter(phase);
      try {
        return await run();
      } finally {
        ms[phase] += performance.now() - since;
      }
    },
  };
}
