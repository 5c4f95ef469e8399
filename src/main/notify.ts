/** Tells of the end of a long job, where nobody is looking at the window. */
export interface Notify {
  readonly say: (title: string, body: string) => void;
}

export interface NotifyOptions {
  /** Whether the person wants to be told. */
  readonly isWanted: () => boolean;
  /** Whether the window is the one they are working with. */
  readonly isWatched: () => boolean;
  /** Shows it; a press on it brings the window to the front. */
  readonly show: (title: string, body: string) => void;
}

/** Says nothing while the window is looked at, and nothing to somebody who does not want it. */
export function createNotify({ isWanted, isWatched, show }: NotifyOptions): Notify {
  return {
    say: (title, body) => {
      if (isWanted() && !isWatched()) show(title, body);
    },
  };
}
