import * as z from 'zod';
import { utf8Bytes } from './utf8.ts';
import { line, says, shaped } from './text.ts';

export const WIFI_BACKENDS = ['wpa_supplicant', 'networkmanager'] as const;
export const WIFI_SECURITIES = ['open', 'wpa2', 'wpa3', 'wpa2+wpa3'] as const;

/** IEEE 802.11: an SSID is 0 to 32 bytes; the empty one is no name. */
const MAX_SSID_BYTES = 32;

export const ssid = line(MAX_SSID_BYTES)
  .min(1, says('ssid-empty'))
  .refine((name) => utf8Bytes(name).length <= MAX_SSID_BYTES, says('ssid-long'));

const network = z.strictObject({
  ssid,
  hidden: z.boolean().default(false),
  security: z.enum(WIFI_SECURITIES).default('wpa2'),
});

/**
 * The passphrases are no settings: they come with the seed, and so may networks that are not named here. With neither
 * networks nor a country Wi-Fi stays off.
 */
export const wifi = z
  .strictObject({
    country: shaped(/^[A-Z]{2}$/, 'country')
      .nullable()
      .default(null),
    backend: z.enum(WIFI_BACKENDS).default('wpa_supplicant'),
    networks: z.array(network).default([]),
  })
  .prefault({});

/** Whether the Pi joins networks: those that the settings name, or, where there is a country, those that a seed brings. */
export function isWifiOn({ networks, country }: Pick<z.output<typeof wifi>, 'networks' | 'country'>): boolean {
  return networks.length > 0 || country !== null;
}
