import type { CancelSignal } from '../ports.ts';

/** The reason of an abort that nobody asked for: we have to end, and what runs elsewhere need not. */
export class Detached extends Error {
  // As the default reason is called.
  override readonly name = 'AbortError';
}

/** Whether a job is to be left alone rather than stopped, where it can go on without us. */
export function isDetached({ aborted, reason }: CancelSignal): boolean {
  return aborted && reason instanceof Detached;
}

/** A signal that can be aborted on its own, and that is whenever the one it follows is. */
export interface FollowingSignal extends CancelSignal {
  abort(): void;
}

/** For a part of a job that may have to end before the job does. Once it is aborted it follows no more. */
export function followSignal(followed: CancelSignal): FollowingSignal {
  const listeners = new Set<() => void>();
  let aborted = false;

  const abort = (): void => {
    if (aborted) return;
    aborted = true;
    followed.removeEventListener('abort', abort);
    for (const listener of [...listeners]) listener();
  };
  followed.addEventListener('abort', abort, { once: true });
  if (followed.aborted) abort();

  return {
    get aborted() {
      return aborted;
    },
    addEventListener: (_type, listener) => {
      listeners.add(listener);
    },
    removeEventListener: (_type, listener) => {
      listeners.delete(listener);
    },
    abort,
  };
}
