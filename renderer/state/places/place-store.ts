import type { Draft } from '../../../src/contract/window/draft.ts';
import type { BuildCost, PlaceReport, WindowPlace } from '../../../src/contract/window/places.ts';
import { call } from '../../bridge/call.ts';
import { answerOf, BUSY, IDLE, type Asked } from './asked.ts';

/** What a build was asked the cost of. */
export type CostOf = Pick<Draft, 'answers' | 'how'>;

export interface PlaceView {
  readonly place: WindowPlace;
  readonly test: Asked<PlaceReport>;
  readonly cost: Asked<BuildCost>;
  /** What the cost is that of; null before it was asked. */
  readonly costOf: CostOf | null;
}

export interface PlaceStore {
  readonly get: () => readonly PlaceView[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Lists the places. Rejects when they cannot be listed. */
  readonly list: () => Promise<void>;
  /** Lists them, and looks at each that was not looked at yet. */
  readonly load: () => Promise<void>;
  readonly look: (id: string) => Promise<void>;
  /** Rejects with AppError `place-unknown`. */
  readonly add: (destination: string) => Promise<WindowPlace>;
  readonly remove: (id: string) => Promise<void>;
  /** Accepts the key of a machine that was shown, and looks at the machine. */
  readonly trust: (id: string, keyId: string) => Promise<void>;
  readonly askCost: (id: string, of: CostOf) => Promise<void>;
  readonly cancel: (id: string) => Promise<void>;
  /** Forgets everything, for tests. */
  readonly clear: () => void;
}

/** What this page has found out about places. It outlasts the step, so that coming back does not ask again. */
function createPlaceStore(): PlaceStore {
  let views: readonly PlaceView[] = [];
  const listeners = new Set<() => void>();
  const set = (next: readonly PlaceView[]): void => {
    views = next;
    for (const listener of listeners) listener();
  };
  const change = (id: string, changes: Partial<PlaceView>): void =>
    set(views.map((view) => (view.place.id === id ? { ...view, ...changes } : view)));
  const find = (id: string): PlaceView | undefined => views.find(({ place }) => place.id === id);

  const list = async (): Promise<void> => {
    const places = await call('places.list');
    set(places.map((place) => find(place.id) ?? fresh(place)));
  };
  const look = async (id: string): Promise<void> => {
    if (find(id)?.test.state === 'busy') return;
    change(id, { test: BUSY });
    change(id, { test: await answerOf(call('places.test', { place: id })) });
  };
  return {
    get: () => views,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    list,
    load: async () => {
      await list();
      await Promise.all(views.filter(({ test }) => test.state === 'idle').map(({ place }) => look(place.id)));
    },
    look,
    add: async (destination) => {
      const place = await call('places.add', { destination });
      if (!find(place.id)) set([...views, fresh(place)]);
      void look(place.id);
      return place;
    },
    remove: async (id) => {
      await call('places.remove', { place: id });
      set(views.filter(({ place }) => place.id !== id));
    },
    trust: async (id, keyId) => {
      await call('places.trust', { id: keyId });
      await look(id);
    },
    askCost: async (id, of) => {
      change(id, { cost: BUSY, costOf: of });
      const cost = await answerOf(call('places.dryRun', { place: id, how: of.how, answers: of.answers }));
      // What was asked since counts.
      if (find(id)?.costOf === of) change(id, { cost });
    },
    cancel: (id) => call('places.cancel', { place: id }),
    clear: () => set([]),
  };
}

function fresh(place: WindowPlace): PlaceView {
  return { place, test: IDLE, cost: IDLE, costOf: null };
}

/** The one of the page. */
export const PLACES = createPlaceStore();
