import type { BuildView } from '../../../src/contract/window/build.ts';
import type { Facts } from '../../../src/core/errors/app-error.ts';
import { machineOf } from '../../state/places/place-name.ts';

/** What sentences about a build need: `host`, `machine`, `system`. */
export function buildFacts({ host, place, system }: Pick<BuildView, 'host' | 'place' | 'system'>): Facts {
  return { host, machine: machineOf({ place }), system };
}
