import { base64Bytes } from './base64.ts';

/** What kinds of keys there are for people. `sk`: the private half is in a security key. */
export const SSH_KEY_KINDS = ['ed25519', 'rsa', 'ecdsa', 'skEd25519', 'skEcdsa'] as const;
export type SshKeyKind = (typeof SSH_KEY_KINDS)[number];

/** What a person tells a key by, but for its fingerprint, which takes a hash. */
export interface SshKeyFacts {
  readonly kind: SshKeyKind;
  /** For RSA and ECDSA; null where the kind says it. */
  readonly bits: number | null;
  /** '' when it has none. */
  readonly comment: string;
}

const KINDS: Readonly<Record<string, SshKeyKind>> = {
  'ssh-ed25519': 'ed25519',
  'ssh-rsa': 'rsa',
  'sk-ssh-ed25519@openssh.com': 'skEd25519',
  'sk-ecdsa-sha2-nistp256@openssh.com': 'skEcdsa',
};

/** Of a key that `sshKeyProblem` has nothing against. */
export function sshKeyFacts(text: string): SshKeyFacts {
  const [type = '', blob = '', ...comment] = text.split(' ');
  const kind = KINDS[type] ?? 'ecdsa';
  return { kind, bits: bitsOf(kind, type, blob), comment: comment.join(' ').trim() };
}

function bitsOf(kind: SshKeyKind, type: string, blob: string): number | null {
  switch (kind) {
    case 'rsa':
      return rsaBits(base64Bytes(blob) ?? new Uint8Array());
    case 'ecdsa':
      return Number(/[0-9]+$/.exec(type)?.[0]);
    case 'ed25519':
    case 'skEd25519':
    case 'skEcdsa':
      return null;
  }
}

/** RFC 4253, 6.6: name, exponent and modulus, each behind its length; the modulus is the last, and may begin with zeros. */
function rsaBits(blob: Uint8Array): number {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const lengthAt = (at: number): number => (at + 4 <= blob.length ? view.getUint32(at) : 0);
  const exponentAt = 4 + lengthAt(0);
  const modulus = blob.subarray(exponentAt + 4 + lengthAt(exponentAt) + 4);
  const first = modulus.findIndex((byte) => byte !== 0);
  if (first < 0) return 0;
  return (modulus.length - first) * 8 - Math.clz32(modulus[first] ?? 0) + 24;
}
