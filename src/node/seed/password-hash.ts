import { randomBytes } from 'node:crypto';
import { sha512Crypt } from './sha512crypt.ts';

/** What NixOS's own mkpasswd takes for strong is more; a Pi Zero still checks this one within a second or two. */
const ROUNDS = 65_536;

/** 12 bytes are 16 characters of base64, whose `+` is no character of a salt. */
const SALT_BYTES = 12;

/**
 * The password as /etc/shadow keeps it, with a random salt: sha512crypt, which every NixOS takes. (There is no yescrypt for
 * Node without native code.) Takes 0.1 to 0.5 s of the processor, in small stretches: main has a window to serve.
 */
export function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES).toString('base64').replaceAll('+', '.');
  return sha512Crypt(password, salt, ROUNDS);
}
