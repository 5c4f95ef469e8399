import { estimateBuild, type BuildEstimate } from '../kept/estimate.ts';
import { hostOf } from '../kept/host-of.ts';
import { keepImage, type KeepNote } from '../kept/keep.ts';
import type { KeptPort } from '../kept/ports.ts';
import type { KeptImage } from '../kept/record.ts';
import { runJob, type End } from '../jobs/job.ts';
import { buildOn, type BuildRequest, type BuildRun } from '../nix/build.ts';
import type { BuildEvent, BuildResult } from '../nix/events.ts';
import { hidingPasswords } from '../nix/hide.ts';
import type { PushTarget } from '../nix/push-target.ts';
import { assertPushable, pushBuilt, type Pushed } from '../nix/push.ts';
import { queryStoreAccess } from '../nix/store-access.ts';
import { splitFlakeRef } from '../nix/target.ts';
import type { CancelSignal, Clock } from '../ports.ts';
import { checkMachines, type HostKeyQuestion } from './check.ts';
import type { Place, PlacePorts, Site } from './place.ts';
import { remarking } from './remarks.ts';

export interface PlacedRequest extends BuildRequest {
  readonly place: Place;
  /** Asked for a machine whose key is not known; false ends the build. */
  readonly confirmHostKey: (question: HostKeyQuestion) => Promise<boolean>;
  /** Fingerprints of which each machine must have one; none: whatever is known. */
  readonly hostKeys?: readonly string[];
  /** How many images of the same host are kept, this one included. */
  readonly keep: number;
  /** Where to push what was built, afterwards. */
  readonly push: readonly PushTarget[];
}

export interface PlacedPorts extends PlacePorts {
  readonly kept: KeptPort;
  readonly clock: Clock;
  /** Now, as ISO 8601. */
  readonly timestamp: () => string;
}

export interface PlacedResult extends BuildResult {
  /** What is remembered of the image; null after a dry run, and when it could not be kept (a note says so). */
  readonly kept: KeptImage | null;
  /** What became of pushing; a failure of it is none of the build. */
  readonly pushed: readonly Pushed[];
  /** How long it may take; null where no earlier build tells, and where it was built. */
  readonly estimate: BuildEstimate | null;
}

/** Builds a card image at a place (looks at its machines, gets it ready, builds) and keeps it. Ends as `buildOn` throws. */
export function buildAt(
  request: PlacedRequest,
  ports: PlacedPorts,
  signal: CancelSignal,
): AsyncGenerator<BuildEvent | End<PlacedResult>, void, undefined> {
  return runJob(signal, (tell) =>
    hidingPasswords(request.flakeRef, tell, async (emit) => {
      const { place, confirmHostKey, hostKeys = [] } = request;
      const { flake, attribute } = splitFlakeRef(request.flakeRef);
      const startedAt = ports.timestamp();
      // It may be changed while it is built.
      const revision = (await ports.kept.localFlake(flake))?.revision ?? null;
      const byDaemon = place.kind === 'builders' && (await queryStoreAccess(ports.nix, signal))?.daemon === true;
      const checking = { ssh: ports.ssh, confirmHostKey, hostKeys, signal, emit, byDaemon };
      const machines = await checkMachines(place.machines, checking);
      const id = await ports.projects.id([flake, attribute ?? '', startedAt, String(ports.clock.now())]);
      const site = await place.open({ ports, flake, attribute, machines, id, signal, emit });
      const what = { flake, attribute, revision, place: place.name, startedAt };
      const remark = remarking(site.elsewhere, machines, emit);
      const run = { signal, emit: remark };
      const { result, kept } = await buildAndKeep(what, site, request, ports, run).finally(() => site.release());
      if (result.dryRun)
        return { ...result, kept: null, pushed: [], estimate: await estimate(result, place, ports.kept) };
      const pushed = await push(result, site, request, { clock: ports.clock, signal, emit });
      return { ...result, kept, pushed, estimate: null };
    }),
  );
}

async function buildAndKeep(
  what: Pick<KeptImage, 'flake' | 'attribute' | 'revision' | 'place' | 'startedAt'>,
  site: Site,
  request: PlacedRequest,
  { clock, kept }: PlacedPorts,
  { signal, emit }: Pick<BuildRun, 'signal' | 'emit'>,
): Promise<{ readonly result: BuildResult; readonly kept: KeptImage | null }> {
  let result: BuildResult;
  try {
    // Hours may pass before it is pushed.
    if (!request.dryRun) await assertPushable(request.push, { nix: site.nix, place: site.elsewhere, signal });
    result = await buildOn({ site, attribute: what.attribute, request, clock, signal, emit });
  } finally {
    await site.finish();
  }
  return { result, kept: await keep({ ...result, ...what }, site, request, kept, signal, emit) };
}

function push(
  { storePath }: BuildResult,
  { nix, elsewhere: place }: Site,
  { push: targets }: PlacedRequest,
  run: Pick<Parameters<typeof pushBuilt>[0], 'clock' | 'signal' | 'emit'>,
): Promise<readonly Pushed[]> {
  if (storePath === null || targets.length === 0) return Promise.resolve([]);
  return pushBuilt({ nix, place, targets, storePath, ...run });
}

async function estimate({ dryRun, how }: BuildResult, place: Place, kept: KeptPort): Promise<BuildEstimate | null> {
  // Without the records there is no estimate, and still a plan.
  const images = await kept.list().then(
    (list) => list.images,
    () => [],
  );
  return dryRun && estimateBuild(dryRun, how, place.name, images);
}

type Built = BuildResult & Pick<KeptImage, 'flake' | 'attribute' | 'revision' | 'place' | 'startedAt'>;

async function keep(
  { imagePath, bytes, storePath, work, installable, how, flake, attribute, revision, place, startedAt }: Built,
  site: Site,
  request: PlacedRequest,
  kept: KeptPort,
  signal: CancelSignal,
  emit: (event: BuildEvent) => void,
): Promise<KeptImage | null> {
  if (imagePath === null || bytes === null || storePath === null || work === null) return null;
  const built = {
    ...{ flake, attribute, revision, place, startedAt, how, imagePath, bytes, storePath },
    ...{ host: installable === null ? null : hostOf(installable), ...work },
  };
  const note = (one: KeepNote): void => emit({ type: 'note', ...one });
  return keepImage(built, site, kept, request.keep, { signal, note });
}
