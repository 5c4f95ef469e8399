import * as z from 'zod';
import { WIFI_SECURITIES } from '../spec/wifi.ts';
import type { Seed } from './seed.ts';

/** What of a seed may be shown, printed and logged: what is in it, and none of its secrets. */
export const maskedSeedSchema = z.strictObject({
  id: z.string(),
  replace: z.boolean(),
  hostName: z.string().nullable(),
  /** Public keys are no secret, but long: their type, and their comment or ''. */
  authorizedKeys: z.array(z.strictObject({ type: z.string(), comment: z.string() })),
  password: z.enum(['sha512crypt', 'yescrypt']).nullable(),
  country: z.string().nullable(),
  wifi: z.array(
    z.strictObject({
      ssid: z.string(),
      hidden: z.boolean(),
      security: z.enum(WIFI_SECURITIES),
      psk: z.boolean(),
      passphrase: z.boolean(),
    }),
  ),
  tailscale: z.boolean(),
  /** `SHA256:…`, as ssh shows it. */
  hostKey: z.strictObject({ fingerprint: z.string() }).nullable(),
  age: z.boolean(),
  ownFileBytes: z.number().int().positive().nullable(),
});

export type MaskedSeed = Readonly<z.infer<typeof maskedSeedSchema>>;

/** `fingerprint`: that of the seed's host key, which takes a hash to know; null for a seed without one. */
export function maskSeed(seed: Seed, fingerprint: string | null): MaskedSeed {
  return {
    id: seed.id,
    replace: seed.replace,
    hostName: seed.hostName,
    authorizedKeys: seed.authorizedKeys.map((key) => {
      const [type = '', , ...comment] = key.split(' ');
      return { type, comment: comment.join(' ') };
    }),
    password: seed.passwordHash === null ? null : seed.passwordHash.startsWith('$y$') ? 'yescrypt' : 'sha512crypt',
    country: seed.country,
    wifi: seed.wifi.map(({ ssid, hidden, security, psk, passphrase }) => ({
      ssid,
      hidden,
      security,
      psk: psk !== null,
      passphrase: passphrase !== null,
    })),
    tailscale: seed.tailscaleKey !== null,
    hostKey: fingerprint === null ? null : { fingerprint },
    age: seed.ageKey !== null,
    ownFileBytes: seed.ownFile === null ? null : base64Length(seed.ownFile),
  };
}

function base64Length(text: string): number {
  return (text.length / 4) * 3 - (/=*$/.exec(text)?.[0].length ?? 0);
}
