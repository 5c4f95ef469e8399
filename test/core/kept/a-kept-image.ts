import type { KeptImage } from '../../../src/core/kept/record.ts';

/** A store path that looks real. */
export function storePath(name: string, letter = 'a'): string {
  return `/nix/store/${letter.repeat(32)}-${name}`;
}

/** A record in which everything is in order. */
export function aKeptImage(changes: Partial<KeptImage> = {}): KeptImage {
  const store = changes.storePath ?? storePath('nixos-sd-image.img.zst');
  return {
    format: 1,
    id: '1a2b3c4d',
    order: 1,
    flake: 'git+file:///home/ada/pis',
    attribute: 'greenhouse',
    host: 'greenhouse',
    how: 'native',
    place: 'here',
    startedAt: '2026-11-22T21:30:00.000Z',
    ms: 192_000,
    built: 40,
    downloadBytes: 1_200_000_000,
    revision: 'a'.repeat(40),
    lockHash: 'b'.repeat(64),
    nixpkgsRevision: 'c'.repeat(40),
    bytes: 1_500_000_000,
    sha256: 'd'.repeat(64),
    storePath: store,
    imagePath: `${store}/sd-image/greenhouse.img.zst`,
    file: null,
    systemPath: storePath('nixos-system-greenhouse-26.05', 's'),
    destination: null,
    ...changes,
  };
}

/** An id out of a number. */
export function anId(number: number): string {
  return number.toString(16).padStart(8, '0');
}
