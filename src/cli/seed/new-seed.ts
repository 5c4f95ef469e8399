import { AppError } from '../../core/errors/app-error.ts';
import { makeSeed, type SeedNetworkPart } from '../../core/seed/make-seed.ts';
import { needsOfSettings, type SeedNeeds } from '../../core/seed/needs.ts';
import type { Seed } from '../../core/seed/seed.ts';
import { secretsUnreadable, type Secrets } from '../../core/seed/secrets.ts';
import { sshKeyProblem } from '../../core/spec/ssh-key.ts';
import { ssid as ssidSchema } from '../../core/spec/wifi.ts';
import { readKeys } from '../../node/projects/given-files.ts';
import { openProject } from '../../node/projects/open.ts';
import { createSeedPorts } from '../../node/seed/seed-ports.ts';
import type { SecretOptions } from '../options/secrets.ts';
import type { SeedPartOptions } from '../options/seed-parts.ts';
import { readSettings } from '../projects/read-settings.ts';
import type { Context } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';
import { gatherSecrets, givenSecrets } from './gather-secrets.ts';
import { readAgeKey, readOwnFile } from './given-files.ts';

export interface NewSeed {
  readonly seed: Seed;
  /** The name that the Pi will have; null where nothing tells. */
  readonly host: string | null;
}

/**
 * Makes a seed of options, of what a host's settings ask for, and of secrets that are given or typed. Throws AppError as
 * `gatherSecrets`, `makeSeed` and `readSettings` do, `usage`, and `answers-unreadable` for files.
 */
export async function newSeed(context: Context, options: SeedPartOptions & SecretOptions): Promise<NewSeed> {
  const { terminal, signal } = context;
  const wanted = options.from ? await needsOfHost(terminal, options.from) : null;
  // What can be wrong by itself is found before anybody types a secret.
  const authorizedKeys = await keysOf(options.sshKey ?? []);
  const ageKey = options.ageKey === undefined ? null : await readAgeKey(options.ageKey, signal);
  const ownFile = options.ownFile === undefined ? null : await readOwnFile(options.ownFile, signal);

  const given = await givenSecrets(options, signal);
  const needs = needsOf(options, wanted, given);
  if (wanted && !wanted.takesWifi && needs.wifi.length > 0) terminal.complain(t('cli.seed.wifi-off'));
  const secrets = await gatherSecrets(context, needs, given, options);
  const wifi: readonly SeedNetworkPart[] = needs.wifi.map((network) => ({
    ...network,
    secret: secrets.wifi.get(network.ssid) ?? null,
  }));
  const seed = await makeSeed(
    {
      ...{ replace: options.replace ?? false, hostName: options.hostName ?? null, country: options.country ?? null },
      ...{ authorizedKeys, password: secrets.password, wifi, tailscaleKey: secrets.tailscale },
      ...{ ageKey, ownFile, hostKey: options.hostKey },
    },
    createSeedPorts(),
  );
  return { seed, host: options.hostName ?? wanted?.host ?? null };
}

/** `--from PROJECT HOST`, or PROJECT#HOST as elsewhere. */
async function needsOfHost(terminal: Terminal, from: readonly string[]): Promise<SeedNeeds> {
  const [folder, host, ...more] = from.length === 1 ? (from[0] ?? '').split('#') : from;
  if (folder === undefined || host === undefined || more.length > 0)
    throw new AppError('usage', { detail: t('cli.seed.from') });
  return needsOfSettings((await readSettings(terminal, await openProject(folder), host)).settings);
}

/** What options and given secrets add to what a host's settings ask for. */
function needsOf(
  { hostName, wifi = [], wifiSecurity: security, wifiHidden: hidden = false, password, tailscale }: SeedPartOptions,
  wanted: SeedNeeds | null,
  given: Secrets,
): SeedNeeds {
  const asked = wanted?.wifi ?? [];
  for (const name of given.wifi.keys())
    if (!ssidSchema.safeParse(name).success) throw secretsUnreadable('field', 'wifi');
  const more = [...new Set([...wifi, ...given.wifi.keys()])].filter((ssid) => asked.every((one) => one.ssid !== ssid));
  return {
    host: hostName ?? wanted?.host ?? '',
    user: wanted?.user ?? '',
    password: (wanted?.password ?? false) || (password ?? false),
    wifi: [...asked, ...more.map((ssid) => ({ ssid, hidden, security }))],
    country: wanted?.country ?? null,
    takesWifi: wanted?.takesWifi ?? true,
    tailscale: (wanted?.tailscale ?? false) || (tailscale ?? false),
  };
}

async function keysOf(texts: readonly string[]): Promise<readonly string[]> {
  const keys = (await Promise.all(texts.map(readKeys))).flat();
  const [problem] = keys.map(sshKeyProblem).filter((code) => code !== null);
  if (problem !== undefined) throw new AppError('usage', { detail: `--ssh-key: ${t(`setting.problem.${problem}`)}` });
  return keys;
}
