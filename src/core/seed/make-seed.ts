import { base64Of } from '../spec/base64.ts';
import { ageKeyProblem, hashProblem, ownFileProblem, passwordProblem, tailscaleKeyProblem } from './card-secrets.ts';
import { secretRefused, type SecretKind, type SecretProblem } from './secret-refused.ts';
import type { Seed, SeedNetwork } from './seed.ts';
import { wifiSecret, wifiSecretProblem } from './wifi-secret.ts';

/** A network, and its passphrase or 64 hex digits as they were given; what is given for an open one does not count. */
export interface SeedNetworkPart extends Pick<SeedNetwork, 'ssid' | 'hidden' | 'security'> {
  readonly secret: string | null;
}

/** A password that was hashed where it was typed, as crypt(5) has it: what main keeps while a card is made. */
export interface ReadyHash {
  readonly hash: string;
}

/** What a seed is made of. Names, keys and SSIDs have passed their schemas; secrets are as a person gave them. */
export interface SeedParts {
  readonly replace: boolean;
  readonly hostName: string | null;
  readonly authorizedKeys: readonly string[];
  readonly password: string | ReadyHash | null;
  readonly country: string | null;
  readonly wifi: readonly SeedNetworkPart[];
  readonly tailscaleKey: string | null;
  /** The text of a file of age-keygen. */
  readonly ageKey: string | null;
  readonly ownFile: Uint8Array | null;
  /** Whether an SSH host key is made for the card. */
  readonly hostKey: boolean;
}

/** What core cannot do itself: randomness and hashes. */
export interface SeedPorts {
  /** 16 hex digits. */
  randomId(): string;
  /** As crypt(5) has it, with a salt of its own. */
  hashPassword(password: string): Promise<string>;
  /** 64 lower-case hex digits: PBKDF2-HMAC-SHA1 over the SSID's bytes, 4096 rounds. */
  wifiPsk(passphrase: string, ssid: string): Promise<string>;
  /** A new Ed25519 private key in OpenSSH's format; the comment is ASCII. */
  newHostKey(comment: string): Promise<string>;
}

/** Makes a seed. Throws AppError `secret-refused` for a secret that could not work, before anything is made of any. */
export async function makeSeed(parts: SeedParts, ports: SeedPorts): Promise<Seed> {
  // Files from Windows, and a line that was copied with its end.
  const ageKey = parts.ageKey?.replaceAll('\r\n', '\n') ?? null;
  const tailscaleKey = parts.tailscaleKey?.trim() ?? null;
  refuse('password', parts.password, (given) =>
    typeof given === 'string' ? passwordProblem(given) : hashProblem(given),
  );
  refuse('tailscale', tailscaleKey, tailscaleKeyProblem);
  refuse('age', ageKey, ageKeyProblem);
  refuse('own-file', parts.ownFile, ownFileProblem);
  for (const { ssid, security, secret } of parts.wifi)
    if (security !== 'open') refuse('wifi', secret ?? '', (given) => wifiSecretProblem(given, security), ssid);

  const id = ports.randomId();
  return {
    id,
    replace: parts.replace,
    hostName: parts.hostName,
    authorizedKeys: [...parts.authorizedKeys],
    passwordHash: await hashOf(parts.password, ports),
    country: parts.country,
    wifi: await Promise.all(parts.wifi.map((network) => joined(network, ports))),
    tailscaleKey,
    sshHostKey: parts.hostKey ? await ports.newHostKey(`root@${parts.hostName ?? `nixberry-${id}`}`) : null,
    ageKey,
    ownFile: parts.ownFile === null ? null : base64Of(parts.ownFile),
  };
}

function hashOf(password: SeedParts['password'], ports: SeedPorts): Promise<string> | string | null {
  if (password === null) return null;
  return typeof password === 'string' ? ports.hashPassword(password) : password.hash;
}

function refuse<Secret>(
  what: SecretKind,
  secret: Secret | null,
  problemOf: (secret: Secret) => SecretProblem | null,
  ssid: string | null = null,
): void {
  const problem = secret === null ? null : problemOf(secret);
  if (problem) throw secretRefused(what, problem, ssid);
}

/** WPA2 gets the hash, so that the passphrase itself stays off the card; WPA3 can do with the passphrase only. */
async function joined(network: SeedNetworkPart, ports: SeedPorts): Promise<SeedNetwork> {
  const { ssid, hidden, security } = network;
  const bare = { ssid, hidden, security, psk: null, passphrase: null };
  if (security === 'open') return bare;
  const secret = wifiSecret(network.secret ?? '');
  if (secret.kind === 'psk') return { ...bare, psk: secret.psk };
  const { passphrase } = secret;
  switch (security) {
    case 'wpa3':
      return { ...bare, passphrase };
    case 'wpa2':
      return { ...bare, psk: await ports.wifiPsk(passphrase, ssid) };
    case 'wpa2+wpa3':
      return { ...bare, psk: await ports.wifiPsk(passphrase, ssid), passphrase };
  }
}
