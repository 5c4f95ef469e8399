import type { PowerSaveBlocker } from 'electron';
import type { AwakeJob, AwakePort } from '../core/ports.ts';
import type { SleepLock } from '../node/sleep/take-lock.ts';

export interface AwakeOptions {
  /** Asks the desktop. The screen may go dark. */
  readonly blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  /** Whether any desktop listens to the blocker, which does not say so itself. Never rejects. */
  readonly isHeard: () => Promise<boolean>;
  /** Asks the system; null when it grants no lock. Never rejects. */
  readonly takeLock: (job: AwakeJob) => Promise<SleepLock | null>;
  /** Told whether the computer is kept awake, by whomever, when that changes. */
  readonly publish: (isAwake: boolean) => void;
}

/** Asks the desktop once for all jobs, and the system for each. */
export function createAwake({ blocker, isHeard, takeLock, publish }: AwakeOptions): AwakePort {
  const jobs = new Set<symbol>();
  const locks = new Set<SleepLock>();
  let asked: number | null = null;
  let heard = false;
  let told = false;

  const tell = (): void => {
    const isAwake = heard || locks.size > 0;
    if (isAwake === told) return;
    told = isAwake;
    publish(isAwake);
  };

  function askDesktop(): number {
    const begun = blocker.start('prevent-app-suspension');
    void isHeard().then((isThere) => {
      // It may be over by now.
      if (asked !== begun) return;
      heard = isThere;
      tell();
    });
    return begun;
  }

  function release(lock: SleepLock): void {
    lock.release();
    locks.delete(lock);
  }

  function end(job: symbol): void {
    jobs.delete(job);
    if (jobs.size > 0 || asked === null) return;
    blocker.stop(asked);
    asked = null;
    heard = false;
  }

  return {
    hold: async (name) => {
      const job = Symbol(name);
      jobs.add(job);
      asked ??= askDesktop();
      const lock = await takeLock(name);
      if (lock) {
        locks.add(lock);
        void lock.ended.then(() => {
          locks.delete(lock);
          tell();
        });
      }
      tell();
      return () => {
        if (lock) release(lock);
        end(job);
        tell();
      };
    },
  };
}
