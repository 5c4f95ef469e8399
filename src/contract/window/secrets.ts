import * as z from 'zod';
import type { SeedNetwork } from '../../core/seed/seed.ts';
import { ssid, WIFI_SECURITIES } from '../../core/spec/wifi.ts';
import { nothing } from './call.ts';

/** Far more than any secret may have: that one is too long is for core's rules to say. */
const MAX_SECRET_CHARS = 4096;

const secretText = z.string().max(MAX_SECRET_CHARS);
const security = z.enum(WIFI_SECURITIES).exclude(['open']);

/** The Pi and the user that a password or a key is for: another Pi, or another user of it, never gets it. */
const owner = z.strictObject({ host: secretText, user: secretText });

/** A secret as a person typed it. It goes to main once, and nowhere else; no schema has a way back. */
const secretSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('password'), owner, password: secretText }),
  z.strictObject({ kind: z.literal('wifi'), ssid, security, passphrase: secretText }),
  z.strictObject({ kind: z.literal('tailscale'), owner, key: secretText }),
]);

const namedSecretSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('password'), owner }),
  z.strictObject({ kind: z.literal('wifi'), ssid }),
  z.strictObject({ kind: z.literal('tailscale'), owner }),
  z.strictObject({ kind: z.literal('all') }),
]);

/** Which secrets main has: never what they are. */
const secretsSchema = z.strictObject({
  /** Each owner once. */
  passwords: z.array(owner).readonly(),
  /** Each SSID once, with the security that its passphrase was given for. */
  wifi: z.array(z.strictObject({ ssid, security })).readonly(),
  /** Each owner once. */
  tailscaleKeys: z.array(owner).readonly(),
  /**
   * Whether they outlast the program. `unavailable`: the system has nothing that could keep them safe. `unreadable`: there are
   * some of an earlier run that do not open; they stay until remembering is switched off, or on anew.
   */
  remember: z.enum(['off', 'on', 'unavailable', 'unreadable']),
});

export const secretsCalls = {
  /** Judged by core's rules: AppError `secret-refused`. Takes the place of what there was. */
  'secrets.set': { input: secretSchema, output: nothing },
  'secrets.forget': { input: z.strictObject({ what: namedSecretSchema }), output: nothing },
  /** Where that is not possible, the topic says so afterwards. AppError `secrets-unsaved`. */
  'secrets.remember': { input: z.strictObject({ on: z.boolean() }), output: nothing },
  /** Finds out whether secrets could be remembered. Not done at the start: it may have to unlock the person's keyring. */
  'secrets.look': { input: nothing, output: nothing },
} as const;

export const secretsTopics = { secrets: secretsSchema } as const;

export type SecretOwner = Readonly<z.infer<typeof owner>>;
export type Secret = Readonly<z.infer<typeof secretSchema>>;
export type NamedSecret = Readonly<z.infer<typeof namedSecretSchema>>;
export type SecretsKept = Readonly<z.infer<typeof secretsSchema>>;

export function isSameOwner(one: SecretOwner, other: SecretOwner): boolean {
  return one.host === other.host && one.user === other.user;
}

/** Whether a Pi's user has a password with what there is. */
export function hasPassword(kept: SecretsKept | null, owner: SecretOwner): boolean {
  return kept?.passwords.some((one) => isSameOwner(one, owner)) ?? false;
}

/** Whether a Pi can join Tailscale with what there is. */
export function hasTailscaleKey(kept: SecretsKept | null, owner: SecretOwner): boolean {
  return kept?.tailscaleKeys.some((one) => isSameOwner(one, owner)) ?? false;
}

/** Whether a network can be joined with what there is: what was given for another security may not do for this one. */
export function hasPassphrase(kept: SecretsKept, { ssid, security }: Pick<SeedNetwork, 'ssid' | 'security'>): boolean {
  return security === 'open' || kept.wifi.some((one) => one.ssid === ssid && one.security === security);
}
