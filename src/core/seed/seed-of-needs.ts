import { makeSeed, type SeedParts, type SeedPorts } from './make-seed.ts';
import type { Seed } from './seed.ts';

/** Nothing that would change another Pi than the one that the image is for: its name, keys and country are in the image. */
const BARE: Omit<SeedParts, 'password' | 'wifi' | 'tailscaleKey'> = {
  replace: false,
  hostName: null,
  authorizedKeys: [],
  country: null,
  ageKey: null,
  ownFile: null,
  hostKey: true,
};

/** The secret part of a seed: what a host needs, as a person gave it. */
export type NeededSecrets = Pick<SeedParts, 'password' | 'wifi' | 'tailscaleKey'>;

/** A seed for one card of a project's image: what the host needs, and an SSH host key of its own. Throws as `makeSeed`. */
export function seedOfNeeds(secrets: NeededSecrets, ports: SeedPorts): Promise<Seed> {
  return makeSeed({ ...BARE, ...secrets }, ports);
}
