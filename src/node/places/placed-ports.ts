import type { PlacedPorts } from '../../core/places/build-at.ts';
import { createKept } from '../kept/kept.ts';
import { createNixPort } from '../nix/nix-port.ts';
import { projects } from '../projects/pack.ts';
import { createSsh } from '../ssh/ssh-port.ts';

/** What a build needs of this computer, wherever it is done. */
export function createPlacedPorts(): PlacedPorts {
  const nix = createNixPort();
  const { kept, roots } = createKept(nix);
  const timestamp = (): string => new Date().toISOString();
  return { nix, ssh: createSsh(), projects, roots, kept, clock: performance, timestamp };
}
