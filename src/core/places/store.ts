import { AppError } from '../errors/app-error.ts';
import { buildArgv, copyRecipesArgv, type BuildArguments } from '../nix/argv.ts';
import type { NixExit, NixPort } from '../nix/ports.ts';
import { buildsBy } from '../nix/query.ts';
import { destinationText } from '../ssh/destination.ts';
import type { Place, PlaceRun, Site } from './place.ts';
import { remoteNix } from './remote-nix.ts';
import { remoteRoots } from './remote-roots.ts';
import { holdResult } from './store-hold.ts';
import { parseStoreUri, type StoreUri } from './store-uri.ts';

const PREFIX = 'store:';

/** Commands about flakes, which need no store. */
const EVALUATED: readonly string[] = ['eval', 'flake'];

/**
 * `store:ssh-ng://user@host`: the flake is evaluated here and built in the other machine's store, where the image stays.
 * Neither side has to trust the other's user. A dry run sends the recipes there, and nothing else. Throws AppError `place-unknown` for an address that is no ssh store.
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

function storeSite({ ports, flake, machines, id, emit }: PlaceRun, { uri, destination }: StoreUri): Site {
  const there = remoteNix(ports.ssh, destination);
  const env = { NIX_SSHOPTS: ports.ssh.nixOptions(destination) };
  const config = machines[0]?.config ?? null;
  // What is asked of the flake is answered here; logs and files of the result are over there.
  const nix: NixPort = {
    ...there,
    run: (argv, options) =>
      EVALUATED.includes(argv[0] ?? '') ? ports.nix.run(argv, options) : there.run(argv, options),
  };
  const place = destinationText(destination);
  const roots = remoteRoots(ports.ssh, destination);
  const held = holdResult(`building-${id}`, roots, there, () =>
    emit({ type: 'note', code: 'result-collected', facts: { place } }),
  );
  return {
    nix,
    evaluator: ports.nix,
    flake,
    system: () => Promise.resolve(config?.system ?? null),
    builds: async (system) => (config === null ? null : buildsBy(there, config, system)),
    build: async (what, options) => {
      const run = { ...options, env };
      const build = (): Promise<NixExit> => ports.nix.run(storeArgv(uri, what), run);
      if (!what.dryRun) return held.build(build);
      // Without this a plan is empty: Nix looks over there for recipes that are only here (seen with 2.8).
      const copied = await ports.nix.run(copyRecipesArgv(uri, what), run);
      return copied.code === 0 ? build() : copied;
    },
    destination,
    elsewhere: place,
    ...roots,
    release: held.release,
    finish: () => Promise.resolve(),
  };
}

/** No link: Nix makes none into another store. */
function storeArgv(uri: string, what: BuildArguments): readonly string[] {
  return buildArgv({ ...what, outLink: null, options: ['--eval-store', 'auto', '--store', uri, ...what.options] });
}
