import type { Draft } from '../../../src/contract/window/draft.ts';
import type { WindowPlace } from '../../../src/contract/window/places.ts';
import { parseDestination } from '../../../src/core/ssh/destination.ts';
import type { Words } from '../../../src/words/words.ts';

const HOST = 'host:';

export function placeName({ t }: Words, { machine }: WindowPlace): string {
  return machine ?? t('window.where.here');
}

/** The machine of a place as a draft has it, without its user; null for this computer. */
export function machineOf({ place }: Pick<Draft, 'place'>): string | null {
  if (!place.startsWith(HOST)) return null;
  const machine = place.slice(HOST.length);
  return parseDestination(machine)?.host ?? machine;
}
