import { findShipped } from '../shipped.ts';

/** The absolute path of the bundled scanner; null when it has not been built. */
export function scannerProgram(): string | null {
  return findShipped('dist/etcher-scanner.js');
}
