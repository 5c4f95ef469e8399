import { resolve } from 'node:path';

const LOCAL = /^(?:git\+file|path):(?:\/\/(?=\/))?([^?#]*)(?:\?([^#]*))?$/;

/**
 * The folder of a flake on this computer, whose reference is as `resolveFlake` gives it. Null for any other, and for one of a
 * revision that is named, of which the files in the folder say nothing.
 */
export function flakeFolder(flake: string): string | null {
  const [, path, query = ''] = LOCAL.exec(flake) ?? [];
  const parameters = new URLSearchParams(query);
  if (path === undefined || parameters.has('rev') || parameters.has('ref')) return null;
  try {
    return resolve(decodeURIComponent(path), parameters.get('dir') ?? '');
  } catch {
    return null;
  }
}
