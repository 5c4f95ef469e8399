import { shipped } from '../shipped.ts';

/** The path of a file of the demo's flake. Throws when it was not installed with the program. */
export function demoFile(name: 'flake.nix' | 'play.sh' | 'image.recipe'): string {
  return shipped(`assets/demo/${name}`);
}
