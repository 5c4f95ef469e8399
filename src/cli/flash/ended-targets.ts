import type { FlashOutcome } from '../../core/flash/events.ts';
import type { FlashView, TargetEnd } from '../../core/flash/progress.ts';

/** When a target ended, as one of several. */
export interface EndOrder extends TargetEnd {
  /** How many targets there are. */
  readonly count: number;
}

export interface EndedTarget {
  readonly target: string;
  readonly outcome: FlashOutcome;
  /** Null for one alone. */
  readonly order: EndOrder | null;
}

/** The targets that have ended, in the order of `paths`, in which they were given: whichever was done first. */
export function endedTargets({ targets }: FlashView, paths: readonly string[]): readonly EndedTarget[] {
  return paths.flatMap((path) => {
    const view = targets.find(({ target }) => target === path);
    if (!view?.outcome) return [];
    const { outcome, end } = view;
    return [{ target: path, outcome, order: end && paths.length > 1 ? { ...end, count: paths.length } : null }];
  });
}
