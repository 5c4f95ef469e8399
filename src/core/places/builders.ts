import { AppError } from '../errors.ts';
import { parseMachines, type Machine } from '../nix/config.ts';
import type { SshDestination } from '../ssh/destination.ts';
import { HERE } from './here.ts';
import type { Place } from './place.ts';
import { parseStoreUri } from './store-uri.ts';

const PREFIX = 'builders:';

/**
 * `builders:'ssh-ng://host aarch64-linux ...; ...'`: Nix's own distributed builds, in its own words (`man nix.conf`, builders).
 * Everything is built by them and copied here. Throws AppError `place-unknown` for a machine that is not reached by ssh.
 */
export function parseBuilders(text: string): Place | null {
  if (!text.startsWith(PREFIX)) return null;
  const builders = text.slice(PREFIX.length).trim();
  const machines = parseMachines(builders);
  if (machines.length === 0) throw new AppError('place-unknown', { place: text, reason: 'no-builders' });
  return {
    kind: 'builders',
    name: text,
    machines: machines.map((machine) => destinationOf(text, machine)),
    open: async (run) => {
      const site = await HERE.open(run);
      return {
        ...site,
        // --max-jobs 0: what can be built here, too, is not; the order was to build there.
        buildOptions: ['--builders', builders, '--max-jobs', '0', '--builders-use-substitutes'],
        builds: async (system) => {
          const own = await site.system();
          return machines.some((machine) => offers(machine, system, own)) ? 'builders' : null;
        },
      };
    },
  };
}

/** A builder that names no system has that of the machine that asks it. */
function offers({ systems }: Machine, system: string, own: string | null): boolean {
  return systems.length === 0 ? system === own : systems.includes(system);
}

function destinationOf(place: string, { uri, keyFile }: Machine): SshDestination {
  // Nix takes a bare name for an ssh store.
  const store = parseStoreUri(uri.includes('://') ? uri : `ssh://${uri}`);
  if (store === null) throw new AppError('place-unknown', { place, reason: 'builder-not-ssh', uri });
  return keyFile === null ? store.destination : { ...store.destination, keyFile };
}
