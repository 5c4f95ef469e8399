import { AppError } from '../errors/app-error.ts';
import { isDetached } from '../jobs/cancel.ts';
import { buildArgv, type BuildArguments } from '../nix/argv.ts';
import { buildsBy } from '../nix/query.ts';
import { destinationText, parseDestination, type SshDestination } from '../ssh/destination.ts';
import { buildThere } from './host-build.ts';
import { releaseJob } from './host-job.ts';
import { bringLockBack, sendProject } from './host-project.ts';
import type { Place, PlaceRun, Site } from './place.ts';
import { remoteNix } from './remote-nix.ts';
import { remoteRoots } from './remote-roots.ts';

const PREFIX = 'host:';

/** Whatever link was wanted here: this one is in the folder of the job, and holds the result until it has a root of its own. */
const OUT_LINK = 'result';

/** Counts up when a build of the same words has to be another: the links that it makes, what is read of its result. */
const MARK_VERSION = '1';

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
  let release = (): Promise<void> => Promise.resolve();
  return {
    nix,
    flake,
    shownFlake: run.flake,
    system: () => Promise.resolve(config?.system ?? null),
    builds: async (system) => (config === null ? null : buildsBy(nix, config, system)),
    build: async (what, options) => {
      // Nothing is built, and what runs there is left alone.
      if (what.dryRun) return nix.run(buildArgv(what), options);
      const words = buildArgv({ ...what, outLink: OUT_LINK });
      try {
        const work = { content, argv: await projects.id(markOf(what)) };
        const { exit, run: taken } = await buildThere(job, work, words, options, emit);
        if (exit.code === 0) release = () => releaseJob(job, taken).catch(() => undefined);
        return exit;
      } catch (thrown) {
        lost = isDetached(options.signal) || (thrown instanceof AppError && thrown.code === 'remote-lost');
        throw thrown;
      }
    },
    destination,
    elsewhere: destinationText(destination),
    ...remoteRoots(ssh, destination),
    release: () => release(),
    // Nobody waits for a connection that has just broken, or when we have to end.
    finish: async () => (packed && !lost ? bringLockBack(job, packed, emit) : undefined),
  };
}

/**
 * What makes a build another one: what is built, and the options in any order. How we have it logged and linked is none of
 * that, so that a newer Nixberry does not stop what an older one has begun.
 */
function markOf({ installable, options }: BuildArguments): readonly string[] {
  const groups: string[][] = [];
  for (const word of options) {
    if (word.startsWith('--') || groups.length === 0) groups.push([]);
    groups.at(-1)?.push(word);
  }
  return [MARK_VERSION, installable, ...groups.map((group) => group.join(' ')).sort()];
}
