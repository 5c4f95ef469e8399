import { randomBytes } from 'node:crypto';
import { PrivateExport, formatPublicKey, getFingerprint, getKeys } from 'micro-key-producer/ssh.js';
import * as z from 'zod';
import { secretRefused } from '../../core/seed/secret-refused.ts';

const KEY_BYTES = 32;

/** What the decoder hands back, which has no type there: the file's private part (PROTOCOL.key of OpenSSH). */
const bytes = z.instanceof(Uint8Array);
const contentSchema = z.object({
  keys: z.tuple([z.object({ privKey: z.object({ privKey: bytes, comment: z.string(), check1: bytes }) })]),
});

/** What of a host key is no secret. */
export interface HostKeyFacts {
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly publicKey: string;
  /** `SHA256:…`, as ssh shows it. */
  readonly fingerprint: string;
}

/** A new Ed25519 private key in OpenSSH's own format, without a passphrase. */
export function newHostKey(comment: string): Promise<string> {
  const { privateKey } = getKeys(randomBytes(KEY_BYTES), comment);
  // Without the empty line below the head, which OpenSSH reads and does not write.
  return Promise.resolve(privateKey.replace('\n\n', '\n'));
}

/**
 * The public key and the fingerprint of a private key such as `newHostKey` makes. Throws AppError `secret-refused` for any
 * other text, and for a key whose public half is another's.
 */
export function describeHostKey(privateKey: string): HostKeyFacts {
  const key = publicKeyOf(privateKey);
  if (key === null) throw secretRefused('host-key', 'shape');
  return { publicKey: formatPublicKey(key), fingerprint: getFingerprint(key) };
}

/** Of a file that is, byte for byte, what is made of its secret; null for others. */
function publicKeyOf(file: string): Uint8Array | null {
  try {
    const { privKey, comment, check1 } = contentSchema.parse(PrivateExport.decode(file)).keys[0].privKey;
    const { publicKeyBytes, privateKey } = getKeys(privKey.subarray(0, KEY_BYTES), comment, check1);
    return withoutLineEnds(privateKey) === withoutLineEnds(file) ? publicKeyBytes : null;
  } catch {
    // What the decoder says could quote the key.
    return null;
  }
}

function withoutLineEnds(text: string): string {
  return text.replaceAll(/[\r\n]/g, '');
}
