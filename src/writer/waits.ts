/** What a target waits for besides the requests of its open device: a check, an open, a drive that is let go. */
export interface Waits {
  /** Since when it waits so (`performance.now`), or null while it does not. */
  readonly since: () => number | null;
  /** Waits for what `run` starts, whether it resolves or rejects. One at a time. */
  readonly during: <T>(run: () => Promise<T>) => Promise<T>;
}

export function createWaits(): Waits {
  let since: number | null = null;
  return {
    since: () => since,
    during: async (run) => {
      since = performance.now();
      try {
        return await run();
      } finally {
        since = null;
      }
    },
  };
}
