import { AppError } from '../../core/errors/app-error.ts';
import { defaultKnownHosts } from '../../node/seed/known-hosts-file.ts';
import type { CardOrigin, LayRequest } from '../../core/flash/request.ts';
import type { FlashOrder } from '../flash/run-flash.ts';
import type { SecretOptions } from '../options/secrets.ts';
import type { SeedOptions } from '../options/seed.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';
import { givenSeeds } from './given-seeds.ts';
import { createHostKeys } from './host-keys.ts';
import { layGiven } from './lay-given.ts';
import { makeSeeds } from './lay-made.ts';
import { needsOfProject } from './needs-of-project.ts';
import { tellHostKeys } from './tell-host-keys.ts';

export interface MakeSeedOptions extends SeedOptions, SecretOptions {
  readonly addKnownHost?: boolean;
}

/** What `make` lays in once the image is there, and what it says of it afterwards. */
export interface MakeLay {
  readonly lay: (image: string, origin: CardOrigin) => LayRequest | null;
  readonly tellRight: (targets: readonly string[]) => Promise<void>;
}

/**
 * Gets ready what is laid in, before hours of building: what somebody has to be asked for is asked for now, where that is
 * known now. Throws AppError `usage` for options that contradict each other, and as `givenSeeds`, `makeSeeds`.
 */
export async function makeLay(
  context: Context,
  flakeRef: string,
  { targets }: Pick<FlashOrder, 'targets'>,
  options: MakeSeedOptions,
): Promise<MakeLay> {
  assertSensible(options, targets.length);
  const hostKeys = createHostKeys();
  const knownHosts = options.addKnownHost ? defaultKnownHosts() : null;
  const tellRight = tellHostKeys(context, hostKeys, { hint: 'cli.host-key.hint-make', knownHosts });
  if (options.seed === false) return { lay: () => null, tellRight };
  if (options.seed) {
    const seeds = await givenSeeds(options.seed, targets, context.signal);
    return { lay: (image, origin) => layGiven(context, { image, origin, seeds }, hostKeys), tellRight };
  }
  const needs = await needsOfProject(context.terminal, flakeRef);
  const { lay } = await makeSeeds(context, needs, targets, options, hostKeys);
  return { lay, tellRight };
}

function assertSensible({ seed, secretsFd, keyring, addKnownHost }: MakeSeedOptions, targets: number): void {
  const beside = seed === false ? '--no-seed' : '--seed';
  const idle = [...(secretsFd === undefined ? [] : ['--secrets-fd']), ...(keyring ? ['--keyring'] : [])];
  const [option] = seed === undefined ? [] : idle;
  if (option !== undefined) throw new AppError('usage', { detail: t('cli.seed.beside', { option, beside }) });
  if (!addKnownHost) return;
  if (seed === false) throw new AppError('usage', { detail: t('cli.host-key.no-seed') });
  if (targets > 1) throw new AppError('usage', { detail: t('cli.host-key.one', { targets }) });
}
