import { homedir } from 'node:os';
import { sep } from 'node:path';

/** A path for people: what is in their home begins with `~`. */
export function shownPath(path: string, home = homedir()): string {
  return path === home || path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
}
