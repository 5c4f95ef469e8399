export interface PrivateKey {
  /** Whether it opens with a passphrase only. */
  readonly locked: boolean;
  /** In base64; null where the format does not tell before it is opened. */
  readonly publicKey: string | null;
}

const OPENSSH = /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/;
const MAGIC = 'openssh-key-v1\0';

/** What the file of a private key tells of itself without being opened; null for a text that is none. */
export function readPrivateKey(text: string): PrivateKey | null {
  const openssh = OPENSSH.exec(text)?.[1];
  if (openssh !== undefined) return readOpenSsh(Buffer.from(openssh, 'base64'));
  if (!text.includes('PRIVATE KEY-----')) return null;
  return { locked: text.includes('ENCRYPTED'), publicKey: null };
}

/** PROTOCOL.key of OpenSSH: cipher, its key's derivation, options of that, the number of keys, the public key. */
function readOpenSsh(data: Buffer): PrivateKey | null {
  if (data.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  let at = MAGIC.length;
  const next = (): Buffer => {
    const length = data.readUInt32BE(at);
    const value = data.subarray(at + 4, at + 4 + length);
    at += 4 + length;
    return value;
  };
  try {
    const cipher = next().toString('latin1');
    next();
    next();
    at += 4;
    return { locked: cipher !== 'none', publicKey: next().toString('base64') };
  } catch {
    // It is cut short.
    return null;
  }
}
