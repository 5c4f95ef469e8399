export interface EarlyFiles {
  readonly add: (file: string) => void;
  /** Takes those that have come so far, and from then on each as it comes. */
  readonly follow: (take: (file: string) => void) => void;
}

/** Keeps files until somebody can take them. */
export function createEarlyFiles(): EarlyFiles {
  const waiting: string[] = [];
  let take = (file: string): void => void waiting.push(file);
  return {
    add: (file) => take(file),
    follow: (taker) => {
      take = taker;
      waiting.splice(0).forEach(taker);
    },
  };
}
