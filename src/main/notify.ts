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

/**
 * A text as the body of a notification. On Linux that is markup (Desktop Notifications Specification, "Markup"), and Electron
 * hands it on as it is: an image called `a<b>.img` would lose a part of its name, or be a link.
 */
export function bodyOf(text: string, platform: NodeJS.Platform): string {
  if (platform !== 'linux') return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
