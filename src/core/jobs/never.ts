import type { CancelSignal } from '../ports.ts';

/** For what is short, and worse when it is cut off in the middle than when it is waited for. */
export const NEVER: CancelSignal = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};
