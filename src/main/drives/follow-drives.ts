import { setTimeout as sleep } from 'node:timers/promises';
import type { Drive } from '../../core/drives/drive.ts';
import { toAppError, type AppError } from '../../core/errors/app-error.ts';
import type { Drives } from '../../node/drives/drives.ts';

/** A listing that failed is tried again so often. */
const AGAIN_MS = 3000;

export interface FollowOptions {
  readonly drives: Pick<Drives, 'watch'>;
  /** It begins to follow, for the first time or after a pause. */
  readonly onBegin: () => void;
  readonly onDrives: (drives: readonly Drive[]) => void;
  /** Listing has failed; it goes on being tried. */
  readonly onFailure: (error: AppError) => void;
}

/** Looks for drives as long as anybody wants to know. */
export interface Follower {
  /** Follows until what it returns is called; several count. */
  readonly hold: () => () => void;
}

export function createFollower({ drives, onBegin, onDrives, onFailure }: FollowOptions): Follower {
  const holds = new Set<symbol>();
  let stop: AbortController | null = null;

  const follow = async (signal: AbortSignal): Promise<void> => {
    const isWanted = (): boolean => !signal.aborted;
    while (isWanted()) {
      try {
        for await (const found of drives.watch({ all: true, usbBoot: false }, signal)) if (isWanted()) onDrives(found);
      } catch (thrown) {
        if (isWanted()) onFailure(toAppError(thrown));
      }
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  };

  return {
    hold: () => {
      const hold = Symbol('drives');
      holds.add(hold);
      if (stop === null) {
        stop = new AbortController();
        onBegin();
        void follow(stop.signal);
      }
      return () => {
        holds.delete(hold);
        if (holds.size > 0) return;
        stop?.abort();
        stop = null;
      };
    },
  };
}
