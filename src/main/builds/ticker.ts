/** Tells the newest of what changes often: at once, and then at most every `everyMs`, the last one always. */
export interface Ticker {
  /** Something has changed; `isUrgent`: not to be kept back. */
  readonly changed: (isUrgent?: boolean) => void;
  /** Nothing is told any more. */
  readonly stop: () => void;
}

export function createTicker(everyMs: number, tell: () => void): Ticker {
  let toldAt = -Infinity;
  let timer: NodeJS.Timeout | null = null;

  function now(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    toldAt = performance.now();
    tell();
  }

  return {
    changed: (isUrgent = false) => {
      const restMs = toldAt + everyMs - performance.now();
      if (isUrgent || restMs <= 0) now();
      else timer ??= setTimeout(now, restMs);
    },
    stop: () => {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
