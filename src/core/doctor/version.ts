/** The oldest Nix that today's nixpkgs takes: `lib/minver.nix` says 2.18. */
export const OLDEST_NIX = '2.18';

export interface NixVersion {
  readonly kind: 'Nix' | 'Lix' | 'Determinate Nix';
  /** As printed, without what stands around it. */
  readonly version: string;
  readonly recent: boolean;
}

const LINE = /^nix \((?<name>[^)]*)\) (?<version>\d+\.\d+\S*)/m;

/**
 * Reads what `nix --version` prints; null when it is something else. Lix counts on from 2.90, and Determinate Nix puts
 * its own number into the parentheses and that of the Nix it is made of behind them.
 */
export function parseNixVersion(text: string): NixVersion | null {
  const { name = '', version } = LINE.exec(text)?.groups ?? {};
  if (version === undefined) return null;
  const kind = name.startsWith('Lix') ? 'Lix' : name.startsWith('Determinate') ? 'Determinate Nix' : 'Nix';
  return { kind, version, recent: isAtLeast(version, OLDEST_NIX) };
}

function isAtLeast(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => parseInt(part, 10));
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
