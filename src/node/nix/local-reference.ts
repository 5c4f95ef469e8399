import path, { type PlatformPath } from 'node:path';

/** A flake reference that leads to a folder of this computer. */
export interface LocalReference {
  /** `git`: the files that git knows. `folder`: all of it. */
  readonly kind: 'git' | 'folder';
  /** As written, but decoded: it may be relative. */
  readonly path: string;
  /** `dir`, `ref`, `rev`, `submodules`. */
  readonly parameters: URLSearchParams;
}

const REFERENCE = /^(?<kind>git\+file|path):(?:\/\/)?(?<path>[^?#]*)(?:\?(?<query>[^#]*))?$/s;
/** A drive as URLs have it: `git+file:///C:/pis`. */
const DRIVE = /^\/(?=[a-z]:)/i;

/** Reads `git+file:` and `path:`; null for any other reference. */
export function parseLocalReference(flake: string, { sep }: Pick<PlatformPath, 'sep'> = path): LocalReference | null {
  const { kind, path: written, query } = REFERENCE.exec(flake)?.groups ?? {};
  if (kind === undefined || written === undefined) return null;
  const plain = decoded(written);
  return {
    kind: kind === 'path' ? 'folder' : 'git',
    path: sep === '\\' ? plain.replace(DRIVE, '') : plain,
    parameters: new URLSearchParams(query),
  };
}

/**
 * The folder of a flake on this computer, whose reference is as `resolveFlake` gives it. Null for any other, and for one of a
 * revision that is named, of which the files in the folder say nothing.
 */
export function flakeFolder(flake: string, on: Pick<PlatformPath, 'sep' | 'resolve'> = path): string | null {
  const reference = parseLocalReference(flake, on);
  if (reference === null || namesRevision(reference)) return null;
  return on.resolve(reference.path, reference.parameters.get('dir') ?? '');
}

/** Whether it is about a state of the repository that may not be the one in the folder. */
export function namesRevision({ parameters }: LocalReference): boolean {
  return parameters.has('rev') || parameters.has('ref');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
