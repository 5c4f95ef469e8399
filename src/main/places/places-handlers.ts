import type { Handlers } from '../../contract/api.ts';
import type { Services } from '../services.ts';

type PlacesCalls = Extract<keyof Handlers, `places.${string}`>;

/** The page's calls about places to build at. */
export function placesHandlers({ places, offers }: Pick<Services, 'places' | 'offers'>): Pick<Handlers, PlacesCalls> {
  return {
    'places.list': () => places.list(),
    'places.add': ({ destination }) => places.add(destination),
    'places.remove': async ({ place }) => {
      await places.remove(place);
      return undefined;
    },
    'places.test': ({ place }) => places.test(place),
    'places.trust': async ({ id }) => {
      await places.trust(offers.take('host-key', id));
      offers.withdraw(id);
      return undefined;
    },
    'places.dryRun': ({ place, how, answers }) => places.dryRun(place, how, answers),
    'places.cancel': ({ place }) => {
      places.cancel(place);
      return undefined;
    },
  };
}
