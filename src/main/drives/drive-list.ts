import type { Drive } from '../../core/drives/drive.ts';
import type { Offers } from '../offers.ts';
import { identityOf } from './drive-facts.ts';

declare module '../offers.ts' {
  interface OfferKinds {
    readonly drive: Drive;
  }
}

/** A drive and the id that the page has for it. */
export interface OfferedDrive {
  readonly id: string;
  readonly drive: Drive;
}

/**
 * The list after another look: what is still there keeps its place and its id, what is new comes at the end, and the ids of
 * what has gone stand for nothing any more.
 */
export function relisted(
  before: readonly OfferedDrive[],
  found: readonly Drive[],
  offers: Offers,
): readonly OfferedDrive[] {
  const now = new Map(found.map((drive) => [identityOf(drive), drive]));
  const staying = before.flatMap(({ id, drive }) => {
    const again = now.get(identityOf(drive));
    return again ? [{ id, drive: again }] : [];
  });
  const known = new Set(before.map(({ drive }) => identityOf(drive)));
  for (const { id, drive } of before) if (!now.has(identityOf(drive))) offers.withdraw(id);
  const added = found
    .filter((drive) => !known.has(identityOf(drive)))
    .map((drive) => ({ id: offers.offer('drive', drive), drive }));
  return [...staying, ...added];
}
