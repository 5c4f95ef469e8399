import { AppError } from '../errors/app-error.ts';

export const SECRETS = ['wifi', 'password', 'tailscale', 'age', 'own-file', 'host-key'] as const;
export type SecretKind = (typeof SECRETS)[number];

/** `hex-wpa3`: 64 hex digits, which are WPA2's alone. `shape`: it is no such thing at all. */
export const SECRET_PROBLEMS = ['short', 'long', 'character', 'empty', 'shape', 'hex-wpa3'] as const;
export type SecretProblem = (typeof SECRET_PROBLEMS)[number];

/** AppError `secret-refused`, which says what is wrong with a secret and never what it is. `ssid`: for Wi-Fi, else null. */
export function secretRefused(what: SecretKind, reason: SecretProblem, ssid: string | null = null): AppError {
  return new AppError('secret-refused', { what, ssid, reason });
}
