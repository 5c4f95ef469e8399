import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the bundle that this file is part of, or, when run from the sources, in the checkout's dist. */
const PLACES = ['./etcher-scanner.js', '../../../dist/etcher-scanner.js'];

/** The absolute path of the bundled scanner; null when it has not been built. */
export function scannerProgram(): string | null {
  const paths = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return paths.find((path) => existsSync(path)) ?? null;
}
