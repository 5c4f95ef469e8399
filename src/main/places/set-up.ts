import { join } from 'node:path';
import { examine } from '../../node/doctor/doctor.ts';
import { createPlacedPorts } from '../../node/places/placed-ports.ts';
import type { Offers } from '../offers.ts';
import type { Projects } from '../projects/projects.ts';
import { createMachines } from './machines-file.ts';
import { createPlaces, type OfferedKey, type Places } from './places.ts';
import { tryOutDemo, tryOutProject } from './try-out.ts';

declare module '../offers.ts' {
  interface OfferKinds {
    /** A key that was shown: accepting it accepts this one. */
    readonly 'host-key': OfferedKey;
  }
}

export interface PlacesSetUp {
  /** Where what belongs to the window is kept. */
  readonly folder: string;
  readonly demo: boolean;
  readonly offers: Offers;
  readonly projects: Projects;
}

/** The places to build at, as this computer reaches them. */
export function createPlaceService({ folder, demo, offers, projects }: PlacesSetUp): Places {
  const ports = createPlacedPorts();
  return createPlaces({
    machines: createMachines(join(folder, 'machines.json')),
    ports,
    // The demo builds anywhere, whatever a real build would lack.
    examine: (signal) => (demo ? Promise.resolve([]) : examine(signal, ports.nix)),
    tryOut: demo ? tryOutDemo(ports.nix) : tryOutProject(projects),
    offerKey: (offered) => offers.offer('host-key', offered),
  });
}
