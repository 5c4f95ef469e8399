import type { SeedNetwork } from './seed.ts';
import type { SecretProblem } from './secret-refused.ts';
import { PASSPHRASE } from './shapes.ts';

const MIN_PASSPHRASE = 8;
const PSK_DIGITS = /^[0-9A-Fa-f]{64}$/;

/** A passphrase, or in its place the 64 hex digits that WPA2 makes of it. */
export type WifiSecret =
  { readonly kind: 'passphrase'; readonly passphrase: string } | { readonly kind: 'psk'; readonly psk: string };

/** What a person has given for a network that is not open. Ask `wifiSecretProblem` first. */
export function wifiSecret(given: string): WifiSecret {
  if (PSK_DIGITS.test(given)) return { kind: 'psk', psk: given.toLowerCase() };
  return { kind: 'passphrase', passphrase: given };
}

/** Why a network of this security cannot be joined with it; null when it can. WPA3 knows passphrases only. */
export function wifiSecretProblem(given: string, security: SeedNetwork['security']): SecretProblem | null {
  if (given === '') return 'empty';
  if (PSK_DIGITS.test(given)) return security === 'wpa3' ? 'hex-wpa3' : null;
  if (PASSPHRASE.test(given)) return null;
  if (!/^[\x20-\x7e]*$/.test(given)) return 'character';
  return given.length < MIN_PASSPHRASE ? 'short' : 'long';
}
