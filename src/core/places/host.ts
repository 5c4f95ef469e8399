import { AppError } from '../errors.ts';
import { buildsBy } from '../nix/query.ts';
import { destinationText, parseDestination, type SshDestination } from '../ssh/destination.ts';
import { buildThere, isDryRun, withOwnLink } from './host-build.ts';
import { bringLockBack, sendProject } from './host-project.ts';
import type { Place, PlaceRun, Site } from './place.ts';
import { remoteNix } from './remote-nix.ts';
import { remoteRoots } from './remote-roots.ts';

const PREFIX = 'host:';

/**
 * `host:user@host`: nothing but ssh here. The project is sent, and read and built by the Nix of the other machine, where the
 * build goes on when the connection breaks. Throws AppError `place-unknown`.
 */
export function parseHost(text: string): Place | null {
  if (!text.startsWith(PREFIX)) return null;
  const destination = parseDestination(text.slice(PREFIX.length));
  if (!destination) throw new AppError('place-unknown', { place: text, reason: 'no-machine' });
  return { kind: 'host', name: text, machines: [destination], open: (run) => openHost(run, destination) };
}

async function openHost(run: PlaceRun, destination: SshDestination): Promise<Site> {
  const { ports, attribute, machines, emit } = run;
  const { ssh, projects } = ports;
  const job = { there: { ssh, destination }, id: await projects.id([run.flake, attribute ?? '']) };
  const { flake, content, packed } = await sendProject(job, run);
  const nix = remoteNix(ssh, destination);
  const config = machines[0]?.config ?? null;
  let lost = false;
  return {
    nix,
    flake,
    buildOptions: [],
    system: () => Promise.resolve(config?.system ?? null),
    builds: async (system) => (config === null ? null : buildsBy(nix, config, system)),
    build: async (argv, options) => {
      // Nothing is built, and what runs there is left alone.
      if (isDryRun(argv)) return nix.run(argv, options);
      const words = withOwnLink(argv);
      try {
        return await buildThere(job, { content, argv: await projects.id(words) }, words, options, emit);
      } catch (thrown) {
        lost = thrown instanceof AppError && thrown.code === 'remote-lost';
        throw thrown;
      }
    },
    destination,
    elsewhere: destinationText(destination),
    ...remoteRoots(ssh, destination),
    // Nobody waits for a connection that has just broken.
    finish: async () => (packed && !lost ? bringLockBack(job, packed, emit) : undefined),
  };
}
