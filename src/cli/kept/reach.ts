import { AppError } from '../../core/errors/app-error.ts';
import { keptName, type KeptImage } from '../../core/kept/record.ts';
import type { NixPort } from '../../core/nix/ports.ts';
import { parsePlace } from '../../core/places/list.ts';
import type { Roots } from '../../core/places/place.ts';
import { remoteNix } from '../../core/places/remote-nix.ts';
import { remoteRoots } from '../../core/places/remote-roots.ts';
import type { SshDestination } from '../../core/ssh/destination.ts';
import type { SshPort } from '../../core/ssh/ports.ts';

/** Nix and the roots of the store that an image is in. Both throw AppError `image-elsewhere`, and what they give throws `remote-*`. */
export interface Reach {
  readonly nixFor: (image: KeptImage) => NixPort;
  readonly rootsFor: (image: KeptImage) => Roots;
}

/** Reaches this computer's store, and those of the machines that have built something, by ssh. */
export function createReach(nix: NixPort, roots: Roots, ssh: SshPort): Reach {
  return {
    nixFor: (image) => (image.destination === null ? nix : remoteNix(ssh, machineOf(image))),
    rootsFor: (image) => (image.destination === null ? roots : remoteRoots(ssh, machineOf(image))),
  };
}

/** Throws AppError `image-elsewhere` where the record does not say how it is reached. */
function machineOf(image: KeptImage): SshDestination {
  try {
    const [machine] = parsePlace(image.place).machines;
    if (machine) return machine;
  } catch {
    // A kind of place that a later Nixberry has.
  }
  throw new AppError('image-elsewhere', { id: image.id, name: keptName(image), machine: image.destination });
}
