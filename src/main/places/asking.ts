import { AppError, toAppError } from '../../core/errors/app-error.ts';
import type { CancelSignal } from '../../core/ports.ts';

interface Limit {
  /** For the words of an error: what took too long. */
  readonly what: string;
  readonly limitMs: number;
}

export interface Asking {
  /**
   * Does something about a place; what was done about the same place for the same purpose before is ended first. Throws
   * AppError `cancelled`, and `nix-timeout` after `limitMs`.
   */
  run<Result>(place: string, limit: Limit, work: (signal: CancelSignal) => Promise<Result>): Promise<Result>;
  cancel(place: string): void;
}

const LATE = Symbol('late');

/** What is being found out about places now. */
export function createAsking(): Asking {
  const running = new Map<string, Map<string, AbortController>>();
  return {
    run: async (place, { what, limitMs }, work) => {
      const ofPlace = running.get(place) ?? new Map<string, AbortController>();
      running.set(place, ofPlace);
      ofPlace.get(what)?.abort();
      const controller = new AbortController();
      ofPlace.set(what, controller);
      const timer = setTimeout(() => controller.abort(LATE), limitMs);
      try {
        return await work(controller.signal);
      } catch (thrown) {
        const { signal } = controller;
        if (!signal.aborted) throw toAppError(thrown);
        throw signal.reason === LATE
          ? new AppError('nix-timeout', { command: what, ms: limitMs })
          : new AppError('cancelled');
      } finally {
        clearTimeout(timer);
        if (ofPlace.get(what) === controller) ofPlace.delete(what);
      }
    },
    cancel: (place) => {
      for (const controller of running.get(place)?.values() ?? []) controller.abort();
    },
  };
}
