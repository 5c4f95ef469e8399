import { base64Bytes, base64Of } from '../spec/base64.ts';
import { utf8Bytes, utf8Text } from '../spec/utf8.ts';
import { readNetwork, writeNetwork } from './network-line.ts';
import type { Seed } from './seed.ts';

/** A key of the seed's text. `KEY=VALUE` is one line, and one for each network. */
export interface Field {
  readonly key: string;
  readonly field: keyof Seed;
  /** What stands behind `KEY=`, for each line of this key. */
  readonly write: (seed: Seed) => readonly string[];
  /** The value of one line, still to be checked by the schema; undefined where it cannot be read. */
  readonly read: (text: string) => unknown;
}

/** All keys but the first and the last, in the order in which they are written. */
export const FIELDS: readonly Field[] = [
  { key: 'id', field: 'id', write: ({ id }) => [id], read: asItIs },
  { key: 'replace', field: 'replace', write: ({ replace }) => (replace ? ['1'] : []), read: flag },
  { key: 'hostname', field: 'hostName', write: ({ hostName }) => given(hostName), read: asItIs },
  {
    key: 'authorized_keys_b64',
    field: 'authorizedKeys',
    write: ({ authorizedKeys: keys }) => (keys.length > 0 ? [encoded(keys.join('\n'))] : []),
    read: (text) => decoded(text)?.split('\n'),
  },
  packed('password_hash_b64', 'passwordHash'),
  { key: 'country', field: 'country', write: ({ country }) => given(country), read: asItIs },
  { key: 'wifi', field: 'wifi', write: ({ wifi }) => wifi.map(writeNetwork), read: readNetwork },
  packed('tailscale_key_b64', 'tailscaleKey'),
  packed('ssh_host_ed25519_key_b64', 'sshHostKey'),
  packed('age_key_b64', 'ageKey'),
  { key: 'own_file_b64', field: 'ownFile', write: ({ ownFile }) => given(ownFile), read: asItIs },
];

/** A text in base64, since it could hold anything. */
function packed(key: string, field: 'passwordHash' | 'tailscaleKey' | 'sshHostKey' | 'ageKey'): Field {
  return { key, field, write: ({ [field]: text }) => given(text).map(encoded), read: decoded };
}

function given(text: string | null): readonly string[] {
  return text === null ? [] : [text];
}

function asItIs(text: string): string {
  return text;
}

function flag(text: string): true | undefined {
  return text === '1' ? true : undefined;
}

function encoded(text: string): string {
  return base64Of(utf8Bytes(text));
}

function decoded(text: string): string | undefined {
  const bytes = base64Bytes(text);
  return (bytes && utf8Text(bytes)) ?? undefined;
}
