import { existsSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the folder of what ships is, as seen from a bundle in dist/, and from these sources. */
const ROOTS = ['../', '../../'];
/** Files that other programs read lie beside the app's archive, not in it; Electron alone can look into one. */
const ARCHIVE = `${sep}app.asar${sep}`;
const UNPACKED = `${sep}app.asar.unpacked${sep}`;

/** The absolute path of a file or folder that ships with Nixberry, as `assets/demo` or `dist/writer.cjs`; null when it is not there. */
export function findShipped(name: string): string | null {
  const paths = ROOTS.map((root) => fileURLToPath(new URL(root + name, import.meta.url)).replace(ARCHIVE, UNPACKED));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** As `findShipped`. Throws when it is not there: then Nixberry was not installed, or not built, as a whole. */
export function shipped(name: string): string {
  const path = findShipped(name);
  if (path === null) throw new Error(`${name} is missing${name.startsWith('dist/') ? ': run `npm run build`' : ''}`);
  return path;
}
