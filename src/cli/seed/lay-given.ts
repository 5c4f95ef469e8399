import type { CardOrigin, LayRequest } from '../../core/flash/request.ts';
import type { Seed } from '../../core/seed/seed.ts';
import type { Context } from '../run.ts';
import { seedThatCounts, tellCarried } from './carried.ts';
import type { HostKeys } from './host-keys.ts';
import { createRefusalTelling } from './tell-refusal.ts';
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
  const { terminal } = context;
  const withoutSeed = createWithoutSeed(context);
  const tellRefusal = createRefusalTelling(terminal);
  return {
    origin,
    seedFor: async ({ target, image: taker }) => {
      const given = seeds.get(target) ?? null;
      if (taker.kind === 'refuses') {
        if (given) await withoutSeed(image, taker.reason);
        else tellRefusal(image, taker.reason);
        return null;
      }
      const { record, carried } = taker;
      tellCarried(terminal, { target, image }, carried, given);
      const seed = seedThatCounts(carried, given);
      // What a Pi has taken already, and what is on the image and cannot be read, nobody knows here.
      if (seed || carried.kind === 'none') tellUnmet(terminal, target, record, seed);
      if (seed) await hostKeys.note(target, seed, record.host);
      return given;
    },
  };
}
