import type { FlashTarget } from './flash.ts';

/** How the cards that are right were read back: `direct` only when every one of them was read past this computer's cache. */
export function howVerified(targets: readonly FlashTarget[]): 'direct' | 'cached' {
  const isDirect = targets.every(({ outcome }) => outcome?.kind !== 'done' || outcome.verified === 'direct');
  return isDirect ? 'direct' : 'cached';
}
