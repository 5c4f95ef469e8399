import { realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { hasScheme, localReference } from '../../core/nix/target.ts';
import { currentNixEnv, findProgram } from './find-nix.ts';

const FLAKE_FILE = 'flake.nix';

/**
 * What Nix is given for a flake reference as typed. A folder of this computer becomes `git+file:` or `path:`, by the rule of
 * `localReference`; the flake may also be in a folder above it, as with Nix. Everything else is Nix's to understand: URLs, and
 * names of its registry. Throws AppError `build-failed` with the cause `no-flake`.
 */
export async function resolveFlake(
  typed: string,
  cwd = process.cwd(),
  hasGit = findProgram('git', currentNixEnv()) !== null,
): Promise<string> {
  if (hasScheme(typed)) return typed;
  const folder = await realpath(resolve(cwd, typed)).catch(() => null);
  if (folder === null || !(await isFolder(folder))) return typed;
  const found = await above(folder, (path) => exists(join(path, FLAKE_FILE)), await workTreeOf(folder));
  if (found === null)
    throw new AppError('build-failed', { cause: 'no-flake', path: folder, detail: null, derivation: null });
  // Nix has git read the work tree: without one, the folder as it is will do.
  return localReference({ folder: found, workTree: hasGit ? await workTreeOf(found) : null });
}

/** A work tree has a `.git`: a folder, or a file that says where it is. */
function workTreeOf(folder: string): Promise<string | null> {
  return above(folder, (path) => exists(join(path, '.git')));
}

/** The nearest folder, this one or above it (not above `top`), of which something is true. */
async function above(
  folder: string,
  holds: (path: string) => Promise<boolean>,
  top: string | null = null,
): Promise<string | null> {
  if (await holds(folder)) return folder;
  const parent = dirname(folder);
  return parent === folder || folder === top ? null : above(parent, holds, top);
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
