import { AppError } from '../errors.ts';
import { copyRecipesArgv } from '../nix/argv.ts';
import type { NixPort } from '../nix/ports.ts';
import { buildsBy } from '../nix/query.ts';
import { destinationText } from '../ssh/destination.ts';
import type { Place, PlaceRun, Site } from './place.ts';
import { isDryRun } from './host-build.ts';
import { remoteNix } from './remote-nix.ts';
import { remoteRoots } from './remote-roots.ts';
import { parseStoreUri, type StoreUri } from './store-uri.ts';

const PREFIX = 'store:';

/** Commands about flakes, which need no store. */
const EVALUATED: readonly string[] = ['eval', 'flake'];

/**
 * `store:ssh-ng://user@host`: the flake is evaluated here and built in the other machine's store, where the image stays.
 * Neither side has to trust the other's user. Throws AppError `place-unknown` for an address that is no ssh store.
 */
export function parseStore(text: string): Place | null {
  if (!text.startsWith(PREFIX)) return null;
  const store = parseStoreUri(text.slice(PREFIX.length));
  // ssh:// has no way to build.
  if (!store?.uri.startsWith('ssh-ng:')) throw new AppError('place-unknown', { place: text, reason: 'no-ssh-store' });
  return {
    kind: 'store',
    name: text,
    machines: [store.destination],
    open: (run) => Promise.resolve(storeSite(run, store)),
  };
}

function storeSite({ ports, flake, machines }: PlaceRun, { uri, destination }: StoreUri): Site {
  const there = remoteNix(ports.ssh, destination);
  const env = { NIX_SSHOPTS: ports.ssh.nixOptions(destination) };
  const config = machines[0]?.config ?? null;
  // What is asked of the flake is answered here; logs and files of the result are over there.
  const nix: NixPort = {
    ...there,
    run: (argv, options) =>
      EVALUATED.includes(argv[0] ?? '') ? ports.nix.run(argv, options) : there.run(argv, options),
  };
  return {
    nix,
    flake,
    buildOptions: ['--eval-store', 'auto', '--store', uri],
    system: () => Promise.resolve(config?.system ?? null),
    builds: async (system) => (config === null ? null : buildsBy(there, config, system)),
    build: async (argv, options) => {
      const run = { ...options, env };
      // Without this a plan is empty: Nix looks over there for recipes that are only here (seen with 2.8).
      const copied = isDryRun(argv) ? await ports.nix.run(copyRecipesArgv(uri, argv), run) : null;
      return copied !== null && copied.code !== 0 ? copied : ports.nix.run(argv, run);
    },
    destination,
    elsewhere: destinationText(destination),
    ...remoteRoots(ports.ssh, destination),
    finish: () => Promise.resolve(),
  };
}
