/** A NixOS release that projects can be made for. */
export interface Release {
  readonly id: string;
  /** Of nixpkgs: `github:NixOS/nixpkgs/<branch>`. */
  readonly branch: string;
  /** What a Pi that is installed now keeps for ever as `system.stateVersion`. */
  readonly stateVersion: string;
}

/**
 * The one list of releases. Each has a folder in `assets/flake/releases` with its `flake.nix`; a test holds the two
 * together. 26.11 is one more entry here (before `unstable`, whose stateVersion then becomes 27.05) and one more folder.
 */
export const RELEASES = [
  { id: '26.05', branch: 'nixos-26.05', stateVersion: '26.05' },
  { id: 'unstable', branch: 'nixos-unstable', stateVersion: '26.11' },
] as const satisfies readonly Release[];

export type ReleaseId = (typeof RELEASES)[number]['id'];

export const RELEASE_IDS = RELEASES.map(({ id }) => id) as [ReleaseId, ...ReleaseId[]];
export const DEFAULT_RELEASE: ReleaseId = '26.05';

/** The release of this id. */
export function releaseOf(id: ReleaseId): Release {
  return RELEASES.find((release) => release.id === id) ?? RELEASES[0];
}
