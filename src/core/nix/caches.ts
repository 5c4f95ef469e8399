import { base64Bytes } from '../spec/base64.ts';

/** A binary cache, and the key with which it signs. */
export interface Cache {
  readonly url: string;
  /** `name:base64`, as in `trusted-public-keys`. */
  readonly key: string;
}

/** A cache that can be named in short. The words on what it has are `cache.<name>`. */
export interface OfferedCache extends Cache {
  readonly name: string;
}

/** Caches whose keys we know; each key was found alike in several projects that use it. */
export const OFFERED_CACHES: readonly OfferedCache[] = [
  {
    name: 'nixos-raspberrypi',
    url: 'https://nixos-raspberrypi.cachix.org',
    key: 'nixos-raspberrypi.cachix.org-1:4iMO9LXa8BqhU+Rpg6LQKiGa2lsNh/j2oiYLNOQ5sPI=',
  },
  {
    name: 'nix-community',
    url: 'https://nix-community.cachix.org',
    key: 'nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=',
  },
];

const PUBLIC_KEY_BYTES = 32;
const SECRET_KEY_BYTES = 64;

/** What is wrong with a cache's public key; null when nothing is. `key-secret`: it is the other half of the pair. */
export function cacheKeyProblem(key: string): 'key-syntax' | 'key-secret' | null {
  const digits = /^[\w.@+-]+:([^:]+)$/.exec(key)?.[1];
  switch (digits === undefined ? undefined : base64Bytes(digits)?.length) {
    case PUBLIC_KEY_BYTES:
      return null;
    case SECRET_KEY_BYTES:
      return 'key-secret';
    default:
      return 'key-syntax';
  }
}

/** The short name of a cache that we offer, with its own key; null for any other. */
export function offeredName({ url, key }: Cache): string | null {
  return OFFERED_CACHES.find((offered) => offered.url === url && offered.key === key)?.name ?? null;
}

/**
 * What `nix build` is told of caches, beside those of nix.conf. Nix heeds it for trusted users alone, and warns the others
 * (`ignoring untrusted substituter`).
 */
export function cacheOptions(caches: readonly Cache[]): readonly string[] {
  if (caches.length === 0) return [];
  const words = (values: readonly string[]): string => [...new Set(values)].join(' ');
  return [
    ...['--option', 'extra-substituters', words(caches.map(({ url }) => url))],
    ...['--option', 'extra-trusted-public-keys', words(caches.map(({ key }) => key))],
  ];
}
