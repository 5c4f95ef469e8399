import type { Settings } from '../../core/spec/settings.ts';

type Security = Settings['wifi']['networks'][number]['security'];

/** The Wi-Fi network that a computer is on. */
export interface CurrentWifi {
  readonly ssid: string;
  /** `other`: 802.1X or WEP. Null where nobody says. */
  readonly security: Security | 'other' | null;
  readonly hidden: boolean;
}

/** A program that knows of Wi-Fi. Neither question fails: what cannot be found out is null. */
export interface WifiSource {
  /** The network that this computer is on. */
  readonly current: () => Promise<CurrentWifi | null>;
  /** The passphrase of a network that this computer knows; null where the program does not keep any. */
  readonly passphrase: ((ssid: string) => Promise<string | null>) | null;
}

/**
 * What the names of protocols come to, as the programs of all systems write them: `WPA2 WPA3`, `WPA2-Personal`,
 * `WPA-PSK`, `SAE`. Null for nothing at all.
 */
export function securityOf(names: string): Security | 'other' | null {
  if (/802\.1x|enterprise|-eap|\beap\b|suite-b|\bwep\b|\bowe\b|unternehmen|entreprise|empresa/i.test(names))
    return 'other';
  const three = /wpa3|\bsae\b/i.test(names);
  const two = /wpa2|wpa1|wpa-psk|wpa_psk|\bwpa\b/i.test(names);
  if (three && two) return 'wpa2+wpa3';
  if (three) return 'wpa3';
  if (two) return 'wpa2';
  return /^\s*(|--|none|open|offen|ouvert|abierta)\s*$/i.test(names) ? 'open' : null;
}
