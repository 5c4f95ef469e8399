import { realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { hasScheme, localReference } from '../../core/nix/target.ts';
import { currentNixEnv, findProgram } from './find-nix.ts';

const FLAKE_FILE = 'flake.nix';
/** What Nix may look up in its registry (`nixpkgs`, `nixpkgs/nixos-26.05`): it takes everything else for a path. */
const REGISTRY_NAME = /^[a-z][\w-]*(?:\/[a-z0-9@][\w./@+-]*)?$/i;

/**
 * What Nix is given for a flake reference as typed. A folder of this computer becomes `git+file:` or `path:`, by the rule of
 * `localReference`; the flake may also be in a folder above it, as with Nix. URLs, and names of Nix's registry, are Nix's to
 * understand; any other path has to be here, for another machine would look for it in its own folders.
 * Throws AppError `build-failed` with the cause `path-missing`, `no-flake`, or `git-missing` for a work tree without git:
 * taken as a folder, it would go into the store with all that git ignores.
 */
export async function resolveFlake(
  typed: string,
  cwd = process.cwd(),
  hasGit = findProgram('git', currentNixEnv()) !== null,
): Promise<string> {
  if (hasScheme(typed)) return typed;
  const { folder, query } = await findFolder(typed, cwd);
  if (folder === null) {
    if (REGISTRY_NAME.test(typed)) return typed;
    throw unusable('path-missing', resolve(cwd, typed));
  }
  const found = await above(folder, (path) => exists(join(path, FLAKE_FILE)), await workTreeOf(folder));
  if (found === null) throw unusable('no-flake', folder);
  const workTree = await workTreeOf(found);
  if (workTree !== null && !hasGit) throw unusable('git-missing', workTree);
  const reference = localReference({ folder: found, workTree });
  return query === '' ? reference : `${reference}${reference.includes('?') ? '&' : '?'}${query}`;
}

/** The folder that was typed, `?dir=` and all, and what else the query says. */
async function findFolder(
  typed: string,
  cwd: string,
): Promise<{ readonly folder: string | null; readonly query: string }> {
  const whole = await folderAt(resolve(cwd, typed));
  const [, path, query] = /^([^?]+)\?(.*)$/s.exec(typed) ?? [];
  if (whole !== null || path === undefined) return { folder: whole, query: '' };
  const parameters = new URLSearchParams(query);
  const folder = await folderAt(resolve(cwd, path, parameters.get('dir') ?? ''));
  parameters.delete('dir');
  return { folder, query: parameters.toString() };
}

/** A folder without links in its path; null where there is none. */
async function folderAt(path: string): Promise<string | null> {
  const real = await realpath(path).catch(() => null);
  return real !== null && (await isFolder(real)) ? real : null;
}

function unusable(cause: 'path-missing' | 'no-flake' | 'git-missing', path: string): AppError {
  return new AppError('build-failed', { cause, path, detail: null, derivation: null });
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
