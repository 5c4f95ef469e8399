import { basename, join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import type { End } from '../../core/jobs/job.ts';
import { estimateBuild } from '../../core/kept/estimate.ts';
import { KEEP_IMAGES } from '../../core/kept/prune.ts';
import { cacheOptions } from '../../core/nix/caches.ts';
import type { BuildEvent, How } from '../../core/nix/events.ts';
import { buildAt, type PlacedPorts, type PlacedResult } from '../../core/places/build-at.ts';
import type { Place } from '../../core/places/place.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { resolveFlake } from '../../node/nix/local-flake.ts';
import { builtImage } from '../../node/places/built-image.ts';
import { readCaches } from '../../node/projects/caches.ts';
import type { BuildAmount, BuildJob, Built } from './built.ts';

/** A host of a project, and where to build it. */
export interface PlacedOrder {
  /** The project's folder. */
  readonly folder: string;
  readonly host: string;
  readonly place: Place;
  readonly how: How;
  /** More arguments for Nix, as they are. */
  readonly options?: readonly string[];
}

/** The job that `nixberry build` runs. Throws what `resolveFlake` and `readCaches` throw. */
export async function placedJob(order: PlacedOrder, ports: PlacedPorts): Promise<BuildJob> {
  const flake = await resolveFlake(order.folder);
  const caches = await readCaches(flake);
  const waiting = caches.waiting.map(({ url }): BuildEvent => ({
    type: 'note',
    code: 'cache-waiting',
    facts: { url },
  }));
  const options = [...cacheOptions(caches.used), ...(order.options ?? [])];
  return {
    estimate: (amount) => estimate(amount, order.place, ports),
    run: (workDir, signal) => run(order, flake, { workDir, options, waiting }, ports, signal),
  };
}

async function* run(
  { host, place, how }: PlacedOrder,
  flake: string,
  what: { readonly workDir: string; readonly options: readonly string[]; readonly waiting: readonly BuildEvent[] },
  ports: PlacedPorts,
  signal: CancelSignal,
): AsyncGenerator<BuildEvent | End<Built>, void, undefined> {
  yield* what.waiting;
  const request = {
    flakeRef: `${flake}#${host}`,
    // A key is shown and accepted where the machine is chosen, and nowhere in passing.
    confirmHostKey: () => Promise.resolve(false),
    outLink: join(what.workDir, 'result'),
    ...{ options: what.options, how, dryRun: false, place, keep: KEEP_IMAGES, push: [] },
  };
  for await (const event of buildAt(request, ports, signal)) {
    if (event.type === 'done') yield doneWith(event.result, host, place, ports);
    else yield event;
  }
}

function doneWith(result: PlacedResult, host: string, place: Place, ports: PlacedPorts): End<Built> {
  const image = builtImage(result, place, ports);
  // Only a dry run makes none.
  if (image === null)
    return { type: 'failed', error: new AppError('unexpected', { detail: 'a build without an image' }) };
  return { type: 'done', result: { kind: 'built', name: basename(image.path), host, image, kept: result.kept } };
}

async function estimate({ how, ...amount }: BuildAmount, place: Place, { kept }: PlacedPorts): Promise<number | null> {
  // Without the records there is no estimate, and still a build.
  const images = await kept.list().then(
    (list) => list.images,
    () => [],
  );
  return estimateBuild(amount, how, place.name, images)?.ms ?? null;
}
