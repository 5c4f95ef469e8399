import { AppError } from '../errors/app-error.ts';
import { parseMachines, type Machine } from '../nix/config.ts';
import { queryStoreAccess, type StoreAccess } from '../nix/store-access.ts';
import type { SshDestination } from '../ssh/destination.ts';
import { HERE } from './here.ts';
import type { Place, PlaceRun } from './place.ts';
import { givenHostKey, parseStoreUri, type StoreUri } from './store-uri.ts';

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
  const destinations = machines.map((machine) => destinationOf(text, machine));
  const ports = new Set(destinations.map(({ port }) => port));
  if (ports.size > 1) throw new AppError('place-unknown', { place: text, reason: 'builder-ports' });
  // --max-jobs 0: what can be built here, too, is not; the order was to build there.
  const orders = ['--builders', withoutPorts(builders), '--max-jobs', '0', '--builders-use-substitutes'];
  return {
    kind: 'builders',
    name: text,
    machines: destinations,
    open: async (run) => {
      const access = await queryStoreAccess(run.ports.nix, run.signal);
      const env = access?.daemon === true ? refuseWithDaemon(text, access, ports) : ourSsh(run, destinations);
      const site = await HERE.open(run);
      return {
        ...site,
        onlyBuilders: true,
        build: (what, options) => site.build({ ...what, options: [...orders, ...what.options] }, { ...options, env }),
        builds: async (system) => {
          const own = await site.system();
          return machines.some((machine) => offers(machine, system, own)) ? 'builders' : null;
        },
      };
    },
  };
}

/** A daemon hears nothing of our environment. Throws AppError `build-failed`, `place-unknown` where it needs to. */
function refuseWithDaemon(
  place: string,
  { trusted }: StoreAccess,
  ports: ReadonlySet<number | null>,
): Readonly<Record<string, string>> {
  // It would ignore the builders without an error, and then find nobody who may build.
  if (trusted === false)
    throw new AppError('build-failed', {
      ...{ cause: 'not-trusted', setting: 'builders', user: null, substituter: null },
      ...{ derivation: null, place: null, detail: null },
    });
  const [port] = [...ports].filter((one) => one !== null);
  if (port !== undefined) throw new AppError('place-unknown', { place, reason: 'builder-port-daemon', port });
  return {};
}

/** All of them have the same port. */
function ourSsh({ ports }: PlaceRun, [first]: readonly SshDestination[]): Readonly<Record<string, string>> {
  return first ? { NIX_SSHOPTS: ports.ssh.nixOptions(first) } : {};
}

/** The first word of each machine is its address, in which Nix before 2.31 takes a port for a part of the name. */
function withoutPorts(builders: string): string {
  return builders.replaceAll(/(?<=(?:^|[\n;])\s*)[^\s;#@][^\s;#]*/g, (uri) => {
    const store = storeOf(uri);
    return store && store.destination.port !== null ? store.uri : uri;
  });
}

/** A builder that names no system has that of the machine that asks it. */
function offers({ systems }: Machine, system: string, own: string | null): boolean {
  return systems.length === 0 ? system === own : systems.includes(system);
}

/** Nix takes a bare name for an ssh store. */
function storeOf(uri: string): StoreUri | null {
  return parseStoreUri(uri.includes('://') ? uri : `ssh://${uri}`);
}

function destinationOf(place: string, { uri, keyFile, hostKey }: Machine): SshDestination {
  const store = storeOf(uri);
  if (store === null) throw new AppError('place-unknown', { place, reason: 'builder-not-ssh', uri });
  return { ...store.destination, ...(keyFile !== null && { keyFile }), ...givenHostKey(place, hostKey) };
}
