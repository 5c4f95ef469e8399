import { freemem } from 'node:os';
import * as z from 'zod';
import { tryJson } from '../../core/json.ts';
import type { NixPort } from '../../core/nix/ports.ts';
import type { FoundPackage } from '../../contract/window/packages.ts';
import { AppError } from '../../core/errors/app-error.ts';

/**
 * The first list of a nixpkgs is evaluated whole: a minute of one processor's time and 4.8 GB (June 2024, Nix 2.8), more on a
 * busy computer. After that it comes out of Nix's cache, in seconds.
 */
const LIST_MS = 10 * 60_000;
const LIST_BYTES = 6 * 2 ** 30;

const foundSchema = z.record(z.string(), z.object({ version: z.string(), description: z.string() }));

/**
 * All packages that a Pi can have of a nixpkgs, given in flake form: some 80,000. A list that is cancelled leaves nothing in
 * Nix's cache, and begins anew the next time. Throws AppError `nix-missing`, `nix-timeout`, `cancelled`, and `unexpected`
 * with Nix's own words.
 */
export async function listPackages(
  nix: Pick<NixPort, 'run'>,
  nixpkgs: string,
  signal: AbortSignal,
): Promise<readonly FoundPackage[]> {
  const argv = [
    'search',
    '--json',
    ...['--extra-experimental-features', 'nix-command flakes'],
    // What there is for the Pi, wherever this runs: the search only evaluates.
    ...['--option', 'system', 'aarch64-linux'],
    ...['--option', 'warn-dirty', 'false'],
    // A regular expression that fits all: newer versions of Nix want one.
    ...['--', nixpkgs, '^'],
  ];
  const { code, stdout, stderr } = await nix.run(argv, { signal, timeoutMs: LIST_MS });
  const listed = readListed(stdout);
  if (listed === null || (code !== 0 && listed.length === 0))
    throw new AppError('unexpected', { detail: errorLine(stderr) });
  return listed;
}

/** Whether this computer has the memory for it now. What is free is only known on Linux: elsewhere caches count as used. */
export function hasRoomToList(): boolean {
  return process.platform !== 'linux' || freemem() >= LIST_BYTES;
}

/** `nix search --json`: `legacyPackages.aarch64-linux.htop` and what it is. Null for what is no such answer. */
function readListed(json: string): readonly FoundPackage[] | null {
  const parsed = foundSchema.safeParse(tryJson(json.trim() === '' ? '{}' : json));
  if (!parsed.success) return null;
  return Object.entries(parsed.data).map(([attribute, { version, description }]) => ({
    name: attribute.replace(/^(?:legacyPackages|packages)\.[^.]+\./, ''),
    version,
    description,
  }));
}

function errorLine(stderr: readonly string[]): string {
  return stderr.find((line) => /^error:\s*\S/.test(line))?.replace(/^error:\s*/, '') ?? stderr.at(-1) ?? '';
}
