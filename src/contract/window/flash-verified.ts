import type { Verified } from '../../core/flash/protocol-events.ts';
import type { FlashTarget } from './flash.ts';

/** How the cards that are right were read: `direct` only when every one of them was read past this computer's cache. */
export function howVerified(targets: readonly FlashTarget[]): 'direct' | 'cached' {
  const isDirect = targets.every(({ outcome }) => outcome?.kind !== 'done' || isFromMedium(outcome.verified));
  return isDirect ? 'direct' : 'cached';
}

/** Every byte was read from the card itself. */
export function isFromMedium(verified: Verified): boolean {
  return verified === 'direct' || verified === 'compared';
}
