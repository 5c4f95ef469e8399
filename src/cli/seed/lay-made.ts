import type { CardOrigin, FlashTargetRequest, LayRequest } from '../../core/flash/request.ts';
import { needsOfImage, type SeedNeeds } from '../../core/seed/needs.ts';
import { NO_SECRETS, type Secrets } from '../../core/seed/secrets.ts';
import type { Seed } from '../../core/seed/seed.ts';
import { seedOfNeeds, type NeededSecrets } from '../../core/seed/seed-of-needs.ts';
import { createSeedPorts } from '../../node/seed/seed-ports.ts';
import type { SecretOptions } from '../options/secrets.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';
import { gatherSecrets, givenSecrets } from './gather-secrets.ts';
import type { HostKeys } from './host-keys.ts';
import { tellIdle } from './idle.ts';
import { createRefusalTelling } from './tell-refusal.ts';
import { tellUnmet } from './unmet.ts';
import { createWithoutSeed } from './without-seed.ts';

/** The seeds of a `make`: one for each target, with a host key of its own and what the host needs. */
export interface MadeSeeds {
  /** How they are laid in, once the image is there. */
  readonly lay: (image: string, origin: CardOrigin) => LayRequest;
}

interface Made {
  readonly seed: Seed;
  /** Whether there is something in it that the Pi cannot do without. */
  readonly needed: boolean;
}

/**
 * Makes them before the build when it is known by then what the host needs: nobody is asked after hours, and what was
 * typed does not have to be remembered for as long. Without `needs` it is the image that says so. Throws as `gatherSecrets`
 * and `makeSeed`.
 */
export async function makeSeeds(
  context: Context,
  needs: SeedNeeds | null,
  targets: readonly Pick<FlashTargetRequest, 'path'>[],
  options: SecretOptions,
  hostKeys: HostKeys,
): Promise<MadeSeeds> {
  const { terminal } = context;
  let given = await givenSecrets(options, context.signal);
  const isGiven = given !== NO_SECRETS;
  const forAll = async (known: SeedNeeds): Promise<ReadonlyMap<string, Made>> => {
    tellIdle(terminal, known, given);
    const secrets = await gatherSecrets(context, known, given, options);
    const made = new Map<string, Made>();
    for (const { path } of targets) made.set(path, await makeOne(known, secrets));
    // A build may take hours.
    given = NO_SECRETS;
    return made;
  };
  let made = needs && (await forAll(needs));
  return {
    lay: (image, origin) => {
      const withoutSeed = createWithoutSeed(context);
      const tellRefusal = createRefusalTelling(terminal);
      return {
        origin,
        seedFor: async ({ target, image: taker }) => {
          if (taker.kind === 'refuses') {
            if (made?.get(target)?.needed ?? isGiven) await withoutSeed(image, taker.reason);
            else if (taker.reason === 'newer' || taker.reason === 'broken') tellRefusal(image, taker.reason);
            else if (made) terminal.say(t('cli.seed.no-module', { target }));
            return null;
          }
          made ??= await forAll(needsOfImage(taker.record));
          const seed = made.get(target)?.seed ?? null;
          tellUnmet(terminal, target, taker.record, seed);
          if (seed) await hostKeys.note(target, seed, taker.record.host);
          return seed;
        },
      };
    },
  };
}

async function makeOne(needs: SeedNeeds, secrets: Secrets): Promise<Made> {
  const parts: NeededSecrets = {
    password: needs.password ? secrets.password : null,
    wifi: needs.wifi.map((network) => ({ ...network, secret: secrets.wifi.get(network.ssid) ?? null })),
    tailscaleKey: needs.tailscale ? secrets.tailscale : null,
  };
  const needed =
    parts.password !== null || parts.wifi.some(({ secret }) => secret !== null) || parts.tailscaleKey !== null;
  return { seed: await seedOfNeeds(parts, createSeedPorts()), needed };
}
