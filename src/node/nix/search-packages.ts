import * as z from 'zod';
import { tryJson } from '../../core/json.ts';
import type { NixPort } from '../../core/nix/ports.ts';
import { releaseOf, type ReleaseId } from '../../core/spec/releases.ts';
import type { FoundPackage } from '../../contract/window/packages.ts';
import { AppError } from '../../core/errors.ts';

/** The first search of a release fetches and evaluates the whole of nixpkgs; later ones answer from Nix's cache. */
const SEARCH_MS = 90_000;

const foundSchema = z.record(z.string(), z.object({ version: z.string(), description: z.string() }));

/** A search of nixpkgs in flake form. */
export interface PackageQuery {
  readonly text: string;
  readonly release: ReleaseId;
  /** Where nixpkgs is; by default the branch of the release. */
  readonly nixpkgs?: string;
}

/**
 * The packages of nixpkgs that a Pi can have and whose name or description has each word of the text, best first. Throws
 * AppError `nix-missing`, `nix-timeout`, `cancelled`, and `unexpected` with Nix's own words.
 */
export async function searchPackages(
  nix: Pick<NixPort, 'run'>,
  { text, release, nixpkgs = `github:NixOS/nixpkgs/${releaseOf(release).branch}` }: PackageQuery,
  signal: AbortSignal,
): Promise<readonly FoundPackage[]> {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const argv = [
    'search',
    '--json',
    ...['--extra-experimental-features', 'nix-command flakes'],
    // What there is for the Pi, wherever this runs: the search only evaluates.
    ...['--option', 'system', 'aarch64-linux'],
    ...['--option', 'warn-dirty', 'false'],
    // What was typed is never an option: `--store x` would make Nix a folder of that name.
    ...['--', nixpkgs],
    // Nix takes regular expressions: what was typed is meant as it is.
    ...words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)),
  ];
  const { code, stdout, stderr } = await nix.run(argv, { signal, timeoutMs: SEARCH_MS });
  const found = readFound(stdout);
  if (found === null || (code !== 0 && found.length === 0 && !isNothingFound(stderr)))
    throw new AppError('unexpected', { detail: errorLine(stderr) });
  return sortedFor(text, found);
}

/** `nix search --json`: `legacyPackages.aarch64-linux.htop` and what it is. Null for what is no such answer. */
export function readFound(json: string): readonly FoundPackage[] | null {
  const parsed = foundSchema.safeParse(tryJson(json.trim() === '' ? '{}' : json));
  if (!parsed.success) return null;
  return Object.entries(parsed.data).map(([attribute, { version, description }]) => ({
    name: attribute.replace(/^(?:legacyPackages|packages)\.[^.]+\./, ''),
    version,
    description,
  }));
}

/** The one of that name, those whose name begins with it, those whose name has it, and the rest; short names first. */
export function sortedFor(text: string, found: readonly FoundPackage[]): readonly FoundPackage[] {
  const wanted = text.trim().toLowerCase();
  const rank = ({ name }: FoundPackage): number => {
    const own = name.toLowerCase();
    if (own === wanted) return 0;
    if (own.startsWith(wanted)) return 1;
    return own.includes(wanted) ? 2 : 3;
  };
  return [...found].sort((a, b) => rank(a) - rank(b) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
}

/** Older versions of Nix count it as an error. */
function isNothingFound(stderr: readonly string[]): boolean {
  return stderr.some((line) => /no results for the given search term/i.test(line));
}

function errorLine(stderr: readonly string[]): string {
  return stderr.find((line) => /^error:\s*\S/.test(line))?.replace(/^error:\s*/, '') ?? stderr.at(-1) ?? '';
}
