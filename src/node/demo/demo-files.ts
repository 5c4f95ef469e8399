import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the folder of the bundle that this file is part of, or of the checkout. */
const PLACES = ['../assets/demo/', '../../../assets/demo/'];

/** The path of a file of the demo's flake. Throws when it was not installed with the program. */
export function demoFile(name: 'flake.nix' | 'play.sh' | 'image.recipe'): string {
  for (const place of PLACES) {
    const path = fileURLToPath(new URL(place + name, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new Error(`assets/demo/${name} is missing`);
}
