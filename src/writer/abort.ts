import { AppError } from '../core/errors/app-error.ts';
import { createDeferred } from '../core/jobs/deferred.ts';

/**
 * The one switch that stops all I/O of a pass. Every read, write and flush asks it first, so that once it is thrown no
 * new request reaches a drive, whatever was queued.
 */
export interface AbortSwitch {
  readonly aborted: boolean;
  abort(): void;
  /** Resolves when it is thrown. */
  readonly thrown: Promise<unknown>;
  /** Throws AppError `cancelled` once it is thrown. */
  check(): void;
}

export function createAbortSwitch(): AbortSwitch {
  let aborted = false;
  const thrown = createDeferred<undefined>();
  return {
    get aborted() {
      return aborted;
    },
    abort: () => {
      aborted = true;
      thrown.resolve(undefined);
    },
    thrown: thrown.promise,
    check: () => {
      if (aborted) throw new AppError('cancelled');
    },
  };
}
