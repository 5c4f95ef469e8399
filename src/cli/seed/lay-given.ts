import type { CardOrigin, LayRequest } from '../../core/flash/request.ts';
import type { Seed } from '../../core/seed/seed.ts';
import type { Context } from '../run.ts';
import type { HostKeys } from './host-keys.ts';
import { tellUnmet } from './unmet.ts';
import { createWithoutSeed } from './without-seed.ts';

export interface GivenLay {
  /** As it is called in words. */
  readonly image: string;
  readonly origin: CardOrigin;
  /** By target. */
  readonly seeds: ReadonlyMap<string, Seed>;
}

/** Lays in the seeds that were given, or none, and says what an image does not get. The host keys go into `hostKeys`. */
export function layGiven(context: Context, { image, origin, seeds }: GivenLay, hostKeys: HostKeys): LayRequest {
  const withoutSeed = createWithoutSeed(context);
  return {
    origin,
    seedFor: async ({ target, image: taker }) => {
      const seed = seeds.get(target) ?? null;
      if (taker.kind === 'refuses') {
        if (seed) await withoutSeed(image, taker.reason);
        return null;
      }
      tellUnmet(context.terminal, target, taker.record, seed);
      if (seed) hostKeys.note(target, seed, taker.record.host);
      return seed;
    },
  };
}
