import { AppError } from '../../core/errors/app-error.ts';
import type { CardOrigin, LayRequest } from '../../core/flash/request.ts';
import { needsOfImage } from '../../core/seed/needs.ts';
import type { SeedPorts } from '../../core/seed/make-seed.ts';
import { seedOfNeeds } from '../../core/seed/seed-of-needs.ts';
import { hostKeyOf, type CardHostKey } from '../../node/seed/card-host-key.ts';
import type { Vault } from '../secrets/vault.ts';

export interface SeedsOptions {
  /** The image's name, for errors. */
  readonly image: string;
  /** It was built to take a seed. */
  readonly isBuilt: boolean;
  readonly origin: CardOrigin;
  readonly vault: Pick<Vault, 'takeFor'>;
  readonly ports: SeedPorts;
  /** What a card will present, before it is written. */
  readonly onHostKey: (target: string, key: CardHostKey) => void;
}

/**
 * What is laid into each card: a seed of its own, with what the image says that it needs and a new host key. A seed that
 * the image has already stays. An image of ours that cannot take one is AppError `seed-not-taken`: its Pi would lack its
 * keys; other images are written as they are. `seedFor` throws `seed-incomplete` too.
 */
export function layMade({ image, isBuilt, origin, vault, ports, onHostKey }: SeedsOptions): LayRequest {
  return {
    origin,
    seedFor: async ({ target, image: taker }) => {
      if (taker.kind === 'refuses') {
        if (isBuilt && taker.reason !== 'no-module' && taker.reason !== 'no-firmware')
          throw new AppError('seed-not-taken', { image, reason: taker.reason });
        return null;
      }
      const { record, carried } = taker;
      if (carried.kind !== 'none') return null;
      const seed = await seedOfNeeds(await vault.takeFor(needsOfImage(record)), ports);
      const key = await hostKeyOf(seed, record.host);
      if (key) onHostKey(target, key);
      return seed;
    },
  };
}
