import * as z from 'zod';
import { base64Bytes } from './base64.ts';
import type { ProblemCode } from './codes.ts';
import { line } from './text.ts';

/** What OpenSSH takes for a login today. DSA is gone, and a certificate is not something to be listed. */
const TYPES = [
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
] as const;

/** OpenSSH itself refuses less than 1024; what NIST allows since 2014 is 2048. */
const MIN_RSA_BITS = 2048;
const ED25519_BYTES = 32;
/** Uncompressed points (a 4, then x and y) by curve. */
const POINT_BYTES: Readonly<Record<string, number>> = { nistp256: 65, nistp384: 97, nistp521: 133 };
/** An RSA key of 16384 bits is 2.8 kB, and a comment is a line of text. */
const MAX_LINE = 8192;

/** A line of authorized_keys without options: type, key, and a comment if there is one. */
export const sshKey = z.string().check((context) => {
  const code = sshKeyProblem(context.value);
  if (code) context.issues.push({ code: 'custom', message: code, input: context.value });
});

/** Why this is no public key of OpenSSH in one line; null when it is one. */
export function sshKeyProblem(text: string): ProblemCode | null {
  if (/PRIVATE KEY|PuTTY-User-Key-File/.test(text)) return 'ssh-key-private';
  if (/[\r\n]/.test(text)) return 'ssh-key-lines';
  const checked = line(MAX_LINE).safeParse(text);
  if (!checked.success) return text.length > MAX_LINE ? 'too-long' : 'control-character';
  const [type = '', blob = ''] = text.split(' ');
  if (!isKnown(type)) return text.split(/[ ,]/).some(isKnown) ? 'ssh-key-options' : 'ssh-key-type';
  const bytes = base64Bytes(blob);
  return bytes ? blobProblem(type, bytes) : 'ssh-key-broken';
}

/** The part that makes a key the key it is, whatever its comment says. */
export function sshKeyIdentity(text: string): string {
  return text.split(' ').slice(0, 2).join(' ');
}

function isKnown(type: string): boolean {
  return (TYPES as readonly string[]).includes(type);
}

/** RFC 4253 6.6, RFC 5656, RFC 8709, and PROTOCOL.u2f of OpenSSH: strings, each behind its length in four bytes. */
function blobProblem(type: string, blob: Uint8Array): ProblemCode | null {
  const parts = strings(blob);
  const [name = [], ...rest] = parts ?? [];
  if (!parts || ascii(name) !== type) return 'ssh-key-broken';
  if (type === 'ssh-rsa') return rsaProblem(rest);
  const secureKey = type.startsWith('sk-');
  if (type.includes('ed25519')) return fits(rest, [ED25519_BYTES], secureKey);
  const curve = /nistp[0-9]+/.exec(type)?.[0] ?? '';
  if (ascii(rest[0] ?? []) !== curve) return 'ssh-key-broken';
  return fits(rest, [curve.length, POINT_BYTES[curve] ?? 0], secureKey);
}

/** A key that lives in a token names its application at the end. */
function fits(
  parts: readonly ArrayLike<number>[],
  lengths: readonly number[],
  application: boolean,
): ProblemCode | null {
  const right = lengths.every((length, at) => parts[at]?.length === length);
  return right && parts.length === lengths.length + (application ? 1 : 0) ? null : 'ssh-key-broken';
}

function rsaProblem([exponent, modulus, ...more]: readonly ArrayLike<number>[]): ProblemCode | null {
  if (!exponent?.length || !modulus?.length || more.length > 0) return 'ssh-key-broken';
  const first = Array.from(modulus).findIndex((byte) => byte !== 0);
  if (first < 0) return 'ssh-key-broken';
  const bits = (modulus.length - first) * 8 - Math.clz32(modulus[first] ?? 0) + 24;
  return bits < MIN_RSA_BITS ? 'ssh-key-short' : null;
}

function strings(blob: Uint8Array): Uint8Array[] | null {
  const found: Uint8Array[] = [];
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  let at = 0;
  while (at < blob.length) {
    if (at + 4 > blob.length) return null;
    const end = at + 4 + view.getUint32(at);
    if (end > blob.length) return null;
    found.push(blob.subarray(at + 4, end));
    at = end;
  }
  return found;
}

function ascii(bytes: ArrayLike<number>): string {
  return String.fromCharCode(...Array.from(bytes));
}
