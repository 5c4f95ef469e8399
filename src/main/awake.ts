import type { PowerSaveBlocker } from 'electron';

/** Keeps the computer from going to sleep while something runs. The screen may go dark. */
export interface Awake {
  /** Holds it awake until what it returns is called; several holds count, and letting go twice does nothing. */
  readonly hold: () => () => void;
}

export interface AwakeOptions {
  readonly blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  /** Whether anything here listens to the blocker, which does not say so itself. Never rejects. */
  readonly isHeard: () => Promise<boolean>;
  /** Told whether the computer is kept awake, when that changes. */
  readonly publish: (isAwake: boolean) => void;
}

/** Exactly one blocker is held as long as there is any hold. */
export function createAwake({ blocker, isHeard, publish }: AwakeOptions): Awake {
  const holds = new Set<symbol>();
  let id: number | null = null;

  function begin(): number {
    const begun = blocker.start('prevent-app-suspension');
    void isHeard().then((heard) => {
      // It may be over by now.
      if (heard && id === begun) publish(true);
    });
    return begun;
  }

  return {
    hold: () => {
      const hold = Symbol('awake');
      holds.add(hold);
      id ??= begin();
      return () => {
        holds.delete(hold);
        if (holds.size > 0 || id === null) return;
        blocker.stop(id);
        id = null;
        publish(false);
      };
    },
  };
}
