import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { VirtualCard } from '../../contract/window/drives.ts';
import { cardTarget } from '../../node/card-target.ts';
import type { Offers } from '../offers.ts';
import { shownPath } from '../projects/shown-path.ts';

const ENDING = '.img';

/** A virtual card that a person has named. */
export interface CardPlace {
  readonly path: string;
  /** Null for the image's own length. */
  readonly cardBytes: number | null;
}

declare module '../offers.ts' {
  interface OfferKinds {
    readonly card: CardPlace;
  }
}

export interface VirtualCards {
  /** Offers one; a place that is named once more is offered once, as it was named last. Throws AppError `folder-not-found`, `refused`. */
  add(path: string, cardBytes: number | null): VirtualCard;
  /** As they are now. */
  list(): readonly VirtualCard[];
  has(id: string): boolean;
}

export function createVirtualCards(offers: Offers): VirtualCards {
  const cards = new Map<string, CardPlace>();
  const shown = (id: string, { path, cardBytes }: CardPlace): VirtualCard => {
    return { id, name: basename(path), shown: shownPath(path), bytes: cardBytes, exists: existsSync(path) };
  };
  return {
    add: (given, cardBytes) => {
      // A name without it is a slip, and could be that of somebody's document.
      const { path } = cardTarget(given.endsWith(ENDING) ? given : given + ENDING, cardBytes);
      for (const [id, card] of cards) {
        if (card.path !== path) continue;
        offers.withdraw(id);
        cards.delete(id);
      }
      const id = offers.offer('card', { path, cardBytes });
      cards.set(id, { path, cardBytes });
      return shown(id, { path, cardBytes });
    },
    list: () => [...cards].map(([id, card]) => shown(id, card)),
    has: (id) => cards.has(id),
  };
}
