import { utf8Bytes } from '../spec/utf8.ts';
import type { SecretProblem } from './secret-refused.ts';
import { MAX_OWN_FILE_BYTES } from './seed.ts';
import { AGE_IDENTITIES, SHA512CRYPT, TAILSCALE_KEY, YESCRYPT } from './shapes.ts';

/** libxcrypt's CRYPT_MAX_PASSPHRASE_SIZE is 512 with the zero at the end: nobody could log in with more. */
const MAX_PASSWORD_BYTES = 511;
const MAX_TAILSCALE_KEY = 512;

/** Why nobody could log in with this password; null when it will do. */
export function passwordProblem(password: string): SecretProblem | null {
  if (password === '') return 'empty';
  // Neither can be typed at a login, and a lone surrogate would become another character.
  if (/[\p{Cc}\p{Cs}]/u.test(password)) return 'character';
  return utf8Bytes(password).length > MAX_PASSWORD_BYTES ? 'long' : null;
}

/** Why this is no hash of a password that NixOS takes; null when it is one. */
export function hashProblem({ hash }: { readonly hash: string }): SecretProblem | null {
  return SHA512CRYPT.test(hash) || YESCRYPT.test(hash) ? null : 'shape';
}

/** Why this is no key to join a tailnet with; null when it may be one. */
export function tailscaleKeyProblem(key: string): SecretProblem | null {
  if (key === '') return 'empty';
  if (key.length > MAX_TAILSCALE_KEY) return 'long';
  return TAILSCALE_KEY.test(key) ? null : 'character';
}

/** Why this text holds no age identity; null when it does. Its lines end with `\n`. */
export function ageKeyProblem(text: string): SecretProblem | null {
  if (text === '') return 'empty';
  return AGE_IDENTITIES.test(text) ? null : 'shape';
}

/** Why a seed cannot carry this file; null when it can. */
export function ownFileProblem(file: Uint8Array): SecretProblem | null {
  if (file.length === 0) return 'empty';
  return file.length > MAX_OWN_FILE_BYTES ? 'long' : null;
}
