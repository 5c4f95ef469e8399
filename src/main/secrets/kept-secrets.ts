import * as z from 'zod';
import { isSameOwner, type Secret, type SecretOwner, type SecretsKept } from '../../contract/window/secrets.ts';
import { passwordProblem, tailscaleKeyProblem } from '../../core/seed/card-secrets.ts';
import type { SeedPorts } from '../../core/seed/make-seed.ts';
import { secretRefused } from '../../core/seed/secret-refused.ts';
import { PASSPHRASE, PSK, SHA512CRYPT, TAILSCALE_KEY, YESCRYPT } from '../../core/seed/shapes.ts';
import { wifiSecret, wifiSecretProblem } from '../../core/seed/wifi-secret.ts';
import { ssid, WIFI_SECURITIES } from '../../core/spec/wifi.ts';

const FORMAT = 1;

const owner = { host: z.string(), user: z.string() };

/** Secrets in the form in which they are kept: as little of each as a seed can be made of. */
export const keptSecretsSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** Each owner once. As crypt(5) has it; the password itself is nowhere. */
  passwords: z
    .array(z.strictObject({ ...owner, hash: z.union([z.string().regex(SHA512CRYPT), z.string().regex(YESCRYPT)]) }))
    .readonly(),
  /** Each SSID once. `secret`: for WPA2 the 64 hex digits, else the passphrase, which WPA3 cannot do without. */
  wifi: z
    .array(
      z.strictObject({
        ssid,
        security: z.enum(WIFI_SECURITIES).exclude(['open']),
        secret: z.union([z.string().regex(PSK), z.string().regex(PASSPHRASE)]),
      }),
    )
    .readonly(),
  /** Each owner once. */
  tailscaleKeys: z.array(z.strictObject({ ...owner, key: z.string().regex(TAILSCALE_KEY) })).readonly(),
});

export type KeptSecrets = Readonly<z.infer<typeof keptSecretsSchema>>;
type KeptNetwork = KeptSecrets['wifi'][number];
type KeepingPorts = Pick<SeedPorts, 'hashPassword' | 'wifiPsk'>;

export const NOTHING_KEPT: KeptSecrets = { format: FORMAT, passwords: [], wifi: [], tailscaleKeys: [] };

/**
 * Judges a secret, and adds to what is kept what a seed can be made of: a password takes up to 0.5 s. Throws AppError
 * `secret-refused`, by the rules that `makeSeed` has.
 */
export async function keeping(kept: KeptSecrets, secret: Secret, ports: KeepingPorts): Promise<KeptSecrets> {
  switch (secret.kind) {
    case 'password': {
      const problem = passwordProblem(secret.password);
      if (problem) throw secretRefused('password', problem);
      const hash = await ports.hashPassword(secret.password);
      return { ...kept, passwords: [...notOf(kept.passwords, secret.owner), { ...secret.owner, hash }] };
    }
    case 'wifi': {
      const network = await networkOf(secret, ports);
      return { ...kept, wifi: [...kept.wifi.filter(({ ssid }) => ssid !== network.ssid), network] };
    }
    case 'tailscale': {
      // Copied with the end of its line.
      const key = secret.key.trim();
      const problem = tailscaleKeyProblem(key);
      if (problem) throw secretRefused('tailscale', problem);
      return { ...kept, tailscaleKeys: [...notOf(kept.tailscaleKeys, secret.owner), { ...secret.owner, key }] };
    }
  }
}

/** Those of everybody else. */
export function notOf<One extends SecretOwner>(all: readonly One[], owner: SecretOwner): readonly One[] {
  return all.filter((one) => !isSameOwner(one, owner));
}

/** What the page may know of them. */
export function shownOf(kept: KeptSecrets, remember: SecretsKept['remember']): SecretsKept {
  return {
    passwords: kept.passwords.map(({ host, user }) => ({ host, user })),
    wifi: kept.wifi.map(({ ssid, security }) => ({ ssid, security })),
    tailscaleKeys: kept.tailscaleKeys.map(({ host, user }) => ({ host, user })),
    remember,
  };
}

async function networkOf(
  { ssid, security, passphrase }: Extract<Secret, { kind: 'wifi' }>,
  ports: KeepingPorts,
): Promise<KeptNetwork> {
  const problem = wifiSecretProblem(passphrase, security);
  if (problem) throw secretRefused('wifi', problem, ssid);
  const given = wifiSecret(passphrase);
  if (given.kind === 'psk') return { ssid, security, secret: given.psk };
  return {
    ssid,
    security,
    secret: security === 'wpa2' ? await ports.wifiPsk(given.passphrase, ssid) : given.passphrase,
  };
}
