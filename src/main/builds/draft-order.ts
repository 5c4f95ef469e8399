import type { Draft } from '../../contract/window/draft.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { Place } from '../../core/places/place.ts';
import { createPlacedPorts } from '../../node/places/placed-ports.ts';
import type { BuildOrder } from './builds.ts';
import { demoJob } from './demo-job.ts';
import { placedJob } from './placed-job.ts';

export interface DraftOrders {
  readonly isDemo: boolean;
  /** The newest draft; null for none. */
  readonly load: () => Promise<Draft | null>;
  /** The place of a draft, if it is one that the person may choose: the page can name no other. */
  readonly openPlace: (place: string) => Promise<Place>;
  /** The draft's project on the disk, saved if it was not. */
  readonly ensureSaved: (draft: Draft) => Promise<{ readonly folder: string; readonly host: string }>;
}

/**
 * What a press on "Build" is about: the host of the draft at its place, or the demo's image. Throws AppError `place-unknown`,
 * and `settings-missing` where there is no draft.
 */
export async function draftOrder({ isDemo, load, openPlace, ensureSaved }: DraftOrders): Promise<BuildOrder> {
  const ports = createPlacedPorts();
  if (isDemo) return { host: null, place: 'here', of: null, job: () => Promise.resolve(demoJob(ports)) };
  const draft = await load();
  if (draft === null) throw new AppError('settings-missing', {});
  const place = await openPlace(draft.place);
  const { hostName } = draft.answers;
  return {
    host: typeof hostName === 'string' ? hostName : null,
    place: place.name,
    of: orderKey(draft),
    job: async () => placedJob({ ...(await ensureSaved(draft)), place, how: draft.how }, ports),
  };
}

/** What a build of this draft is made of: the same text for the same order. */
export function orderKey({ place, how, answers }: Draft): string {
  return JSON.stringify([place, how, answers]);
}
