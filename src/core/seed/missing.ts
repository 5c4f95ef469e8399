import { AppError } from '../errors/app-error.ts';
import type { SeedNeeds } from './needs.ts';
import type { Secrets } from './secrets.ts';

/** What a host wants of its seed and nobody has given. */
export interface MissingSecrets {
  readonly password: boolean;
  /** The networks that cannot be joined without a passphrase, in the order of the host's settings. */
  readonly wifi: SeedNeeds['wifi'];
  readonly tailscale: boolean;
}

/** What is there already, as secrets or as what a seed has of them: only whether, not what. */
export interface Present extends Pick<Secrets, 'password' | 'tailscale'> {
  readonly wifi: { has(ssid: string): boolean };
}

export function missingSecrets(needs: SeedNeeds, secrets: Present): MissingSecrets {
  return {
    password: needs.password && secrets.password === null,
    wifi: needs.wifi.filter(({ ssid, security }) => security !== 'open' && !secrets.wifi.has(ssid)),
    tailscale: needs.tailscale && secrets.tailscale === null,
  };
}

export function isNothingMissing({ password, wifi, tailscale }: MissingSecrets): boolean {
  return !password && wifi.length === 0 && !tailscale;
}

/** AppError `seed-incomplete`: what is missing, for a host ('' where it has no name yet) that nobody is there to be asked about. */
export function seedIncomplete(host: string, { password, wifi, tailscale }: MissingSecrets): AppError {
  const ssids = wifi.map(({ ssid }) => ssid).join(', ');
  return new AppError('seed-incomplete', { host: host === '' ? null : host, password, wifi: ssids, tailscale });
}
