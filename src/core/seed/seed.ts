import * as z from 'zod';
import { hostName } from '../spec/host-name.ts';
import { sshKey } from '../spec/ssh-key.ts';
import { WIFI_SECURITIES, ssid } from '../spec/wifi.ts';
import { AGE_IDENTITIES, OPENSSH_KEY, PASSPHRASE, PSK, SHA512CRYPT, TAILSCALE_KEY, YESCRYPT } from './shapes.ts';

/** The format that this program writes, and the only one that it reads. */
export const SEED_FORMAT = 1;

/** Where it lies on the card's FAT partition. */
export const SEED_PATH = 'nixberry/seed.conf';

/** A seed is a few KiB that are laid over the passing image; the owner's own file is the only part that could be large. */
export const MAX_SEED_BYTES = 48 << 10;
export const MAX_OWN_FILE_BYTES = 24 << 10;
const MAX_OWN_FILE_BASE64 = 4 * Math.ceil(MAX_OWN_FILE_BYTES / 3);

/** One Wi-Fi network, with what is needed to join it: nothing, the PSK, the passphrase, or both. */
export const seedNetworkSchema = z
  .strictObject({
    ssid,
    hidden: z.boolean(),
    security: z.enum(WIFI_SECURITIES),
    /** The 64 hex digits that WPA2 makes of the passphrase and the SSID. Null for `open` and `wpa3`. */
    psk: z.string().regex(PSK).nullable(),
    /** WPA3 needs the passphrase itself. Null for `open` and `wpa2`, and where a person gave the 64 digits instead. */
    passphrase: z.string().regex(PASSPHRASE).nullable(),
  })
  .refine(({ security, psk, passphrase }) => {
    switch (security) {
      case 'open':
        return psk === null && passphrase === null;
      case 'wpa2':
        return psk !== null && passphrase === null;
      case 'wpa3':
        return psk === null && passphrase !== null;
      case 'wpa2+wpa3':
        return psk !== null;
    }
  });

/** What makes a card this Pi's. Full of secrets: it is never logged, never part of an event, an error or a receipt. */
export const seedSchema = z.strictObject({
  /** Tells one seed from another; random, no secret. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** Taken although this Pi has taken a seed before. */
  replace: z.boolean(),
  hostName: hostName.nullable(),
  authorizedKeys: z.array(sshKey),
  passwordHash: z.union([z.string().regex(SHA512CRYPT), z.string().regex(YESCRYPT)]).nullable(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  /** Each SSID once: the Pi keeps their secrets by it. */
  wifi: z
    .array(seedNetworkSchema)
    .refine((networks) => new Set(networks.map((network) => network.ssid)).size === networks.length),
  tailscaleKey: z.string().regex(TAILSCALE_KEY).nullable(),
  /** An Ed25519 private key in OpenSSH's own format, without a passphrase. */
  sshHostKey: z.string().regex(OPENSSH_KEY).nullable(),
  /** One or more age identities (`AGE-SECRET-KEY-1…`), as age-keygen writes them, for sops-nix and agenix. */
  ageKey: z.string().regex(AGE_IDENTITIES).nullable(),
  /** A file of the owner, put on the Pi as it is; base64. */
  ownFile: z.base64().min(1).max(MAX_OWN_FILE_BASE64).nullable(),
});

export type SeedNetwork = Readonly<z.infer<typeof seedNetworkSchema>>;
export type Seed = Readonly<z.infer<typeof seedSchema>>;
