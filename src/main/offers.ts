import { randomBytes } from 'node:crypto';
import { AppError } from '../core/errors/app-error.ts';

/** What main may offer, by kind. Each concern adds its own by declaration merging, so that an id is only ever one kind's. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled in where each kind is made
export interface OfferKinds {}

export interface Offers {
  /** An id that stands for `thing` until `withdraw`, or the end of the program. Nobody can guess it. */
  offer<Kind extends keyof OfferKinds>(kind: Kind, thing: OfferKinds[Kind]): string;
  /** What was offered. Throws AppError `offer-gone` for an id that was never given out, was withdrawn, or is of another kind. */
  take<Kind extends keyof OfferKinds>(kind: Kind, id: string): OfferKinds[Kind];
  withdraw(id: string): void;
}

const ID_BYTES = 16;

/** The page can name no path and no device: it has ids for what main has offered, and nothing else. */
export function createOffers(): Offers {
  const offered = new Map<string, { readonly kind: string; readonly thing: unknown }>();
  return {
    offer: (kind, thing) => {
      const id = randomBytes(ID_BYTES).toString('hex');
      offered.set(id, { kind, thing });
      return id;
    },
    take: <Kind extends keyof OfferKinds>(kind: Kind, id: string): OfferKinds[Kind] => {
      const found = offered.get(id);
      if (found?.kind !== kind) throw new AppError('offer-gone', { kind });
      // Stored under this kind by `offer`, whose types tie the two together.
      return found.thing as OfferKinds[Kind];
    },
    withdraw: (id) => {
      offered.delete(id);
    },
  };
}
