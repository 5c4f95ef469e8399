import type { PowerSaveBlocker } from 'electron';

/** Keeps the computer from going to sleep while something runs. The screen may go dark. */
export interface Awake {
  /** Holds it awake until what it returns is called; several holds count, and letting go twice does nothing. */
  readonly hold: () => () => void;
}

/** Exactly one blocker is held as long as there is any hold. */
export function createAwake(blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>): Awake {
  const holds = new Set<symbol>();
  let id: number | null = null;
  return {
    hold: () => {
      const hold = Symbol('awake');
      holds.add(hold);
      id ??= blocker.start('prevent-app-suspension');
      return () => {
        holds.delete(hold);
        if (holds.size > 0 || id === null) return;
        blocker.stop(id);
        id = null;
      };
    },
  };
}
