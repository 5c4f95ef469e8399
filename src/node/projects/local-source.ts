import { realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { errnoOf } from '../errno.ts';
import { namesRevision, parseLocalReference } from '../nix/local-reference.ts';

/** A flake whose files are on this computer. */
export interface LocalSource {
  /** `git`: the files that git knows. `folder`: all of it. */
  readonly kind: 'git' | 'folder';
  /** The folder that is fetched as a whole, absolute and without links. */
  readonly top: string;
  /** Where the flake is in it, with `/` between its parts; `''` for the top itself. */
  readonly folder: string;
  /** With the files of git's submodules. */
  readonly submodules: boolean;
}

/** What else Nix would read from this computer's disk. */
const UNSENDABLE = /^(?:file|(?:file|hg|tarball)\+file):/;

/**
 * Where the files of a flake are, by its reference as Nix takes it; null when they are not on this computer. Throws AppError
 * `project-unsendable` for what is here and no folder as it is now.
 */
export async function localSource(flake: string, cwd = process.cwd()): Promise<LocalSource | null> {
  if (UNSENDABLE.test(flake)) throw new AppError('project-unsendable', { path: flake, reason: 'kind' });
  const reference = parseLocalReference(flake);
  if (reference === null) return null;
  const { kind, path, parameters } = reference;
  if (kind === 'git' && namesRevision(reference))
    throw new AppError('project-unsendable', { path: flake, reason: 'revision' });
  return {
    kind,
    top: await folderAt(resolve(cwd, path)),
    folder: inside(parameters.get('dir') ?? '', flake),
    submodules: parameters.get('submodules') === '1',
  };
}

async function folderAt(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    throw new AppError('project-unsendable', { path, reason: errnoOf(error) ?? String(error) }, { cause: error });
  }
  throw new AppError('project-unsendable', { path, reason: 'ENOTDIR' });
}

/** The folder as the other machine gets it: nothing there may lead out of the project. */
function inside(folder: string, flake: string): string {
  const parts = folder.split(sep === '\\' ? /[\\/]/ : '/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw new AppError('project-unsendable', { path: flake, reason: 'kind' });
  return parts.join('/');
}
