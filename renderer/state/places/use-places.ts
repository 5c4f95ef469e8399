import { useSyncExternalStore } from 'react';
import type { Draft } from '../../../src/contract/window/draft.ts';
import type { BuildCost } from '../../../src/contract/window/places.ts';
import { IDLE, type Asked } from './asked.ts';
import { PLACES, type PlaceView } from './place-store.ts';

/** What is known of every place. */
export function usePlaces(): readonly PlaceView[] {
  return useSyncExternalStore(PLACES.subscribe, PLACES.get);
}

/** What building these answers takes there, as far as that was asked for; what was asked for other answers is nothing. */
export function costNow({ cost, costOf }: PlaceView, { answers, how }: Draft): Asked<BuildCost> {
  return costOf?.answers === answers && costOf.how === how ? cost : IDLE;
}

/** Why nothing can be built at a place; null while it can, or is not known. */
export function placeRefusal({ test }: PlaceView): 'host-key' | 'unreachable' | 'unfit' | null {
  if (test.state === 'failed') return 'unreachable';
  if (test.state !== 'known') return null;
  if (test.value.state === 'host-key') return 'host-key';
  return test.value.state === 'no' ? 'unfit' : null;
}
