import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the bundle that this file is part of, or, when run from the sources, in the checkout's dist. */
const PLACES = ['./writer.cjs', '../../../dist/writer.cjs'];

/** The absolute path of the bundled writer. Throws when it has not been built. */
export function writerProgram(): string {
  for (const place of PLACES) {
    const path = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new Error('dist/writer.cjs is missing: run `npm run build`');
}
