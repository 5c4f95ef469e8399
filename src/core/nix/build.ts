import * as z from 'zod';
import { AppError } from '../errors.ts';
import { runJob, throwIfCancelled, type End } from '../jobs/job.ts';
import { tryJson } from '../json.ts';
import type { CancelSignal, Clock } from '../ports.ts';
import { buildArgv } from './argv.ts';
import type { BuildEvent, BuildResult, How } from './events.ts';
import { failBuild } from './failure.ts';
import { followLog } from './follow.ts';
import { findImage } from './image.ts';
import { EMPTY_PLAN } from './plan.ts';
import type { NixPort } from './ports.ts';
import { buildProgress } from './progress.ts';
import { queryContents } from './query.ts';
import { localSite, type NixSite } from './site.ts';
import { chooseInstallable, isAttributePath, splitFlakeRef, type Installable } from './target.ts';

export interface BuildRequest {
  /** FLAKEREF[#ATTR] as typed: ATTR is a host's name, a package's, or a full attribute path. */
  readonly flakeRef: string;
  readonly how: How;
  /** Say what would be built and fetched, and do neither. */
  readonly dryRun: boolean;
  /** More arguments for Nix, as they are. */
  readonly options: readonly string[];
  /** Where to put a link to the result. Without one (null) the result may be collected as garbage at any time. */
  readonly outLink: string | null;
}

export interface BuildPorts {
  readonly nix: NixPort;
  readonly clock: Clock;
}

/** One build on a site: what its parts share. */
export interface BuildRun {
  readonly site: NixSite;
  /** Of the flake; null for its default package. */
  readonly attribute: string | null;
  readonly request: Omit<BuildRequest, 'flakeRef'>;
  readonly clock: Clock;
  readonly signal: CancelSignal;
  readonly emit: (event: BuildEvent) => void;
}

const CARD_SYSTEM = 'aarch64-linux';
/** What the cross-compiling twins of our flakes are compiled on. */
const CROSS_SYSTEM = 'x86_64-linux';

const output = z.array(z.object({ outputs: z.record(z.string(), z.string()) }));

/** Builds a card image with the Nix of this computer. Ends as `buildOn` throws. */
export function build(
  request: BuildRequest,
  { nix, clock }: BuildPorts,
  signal: CancelSignal,
): AsyncGenerator<BuildEvent | End<BuildResult>, void, undefined> {
  return runJob(signal, async (emit) => {
    const { flake, attribute } = splitFlakeRef(request.flakeRef);
    const site = localSite(nix, flake, signal);
    return buildOn({ site, attribute, request, clock, signal, emit });
  });
}

/**
 * Builds a card image on a site and finds it in the result. Throws AppError `build-failed` (facts: `cause` of `nix-cause.*`,
 * `derivation`, `detail`, and the cause's own), `attribute-not-found`, `no-image-built`, `several-images-built`, `nix-missing`,
 * or `usage`; on another machine also `remote-*`.
 */
export async function buildOn(run: BuildRun): Promise<BuildResult> {
  const target = await resolve(run);
  run.emit({ type: 'target', ...target });
  if (target.how === 'cross') run.emit({ type: 'note', code: 'cross-compiles', facts: {} });
  return runNix(run, target);
}

async function resolve({ request, site, attribute, signal }: BuildRun): Promise<Installable> {
  const { flake, nix } = site;
  if (attribute === null) return { installable: flake, how: null, why: null };
  const whole: Installable = { installable: `${flake}#${attribute}`, how: null, why: null };
  if (isAttributePath(attribute)) return whole;
  const contents = await queryContents(nix, flake, (await site.system()) ?? '', request.options, signal);
  throwIfCancelled(signal);
  // Why a flake cannot be read is best told by the build itself.
  if (contents.errors.length > 0 && contents.hosts.length === 0) return whole;
  const abilities = { native: await site.builds(CARD_SYSTEM), cross: await site.builds(CROSS_SYSTEM) };
  return chooseInstallable(flake, attribute, contents, request.how, abilities);
}

async function runNix(run: BuildRun, { installable, how }: Installable): Promise<BuildResult> {
  const { request, site, clock, signal, emit } = run;
  const log = followLog(emit, clock);
  const { dryRun, outLink } = request;
  const options = [...site.buildOptions, ...request.options];
  const argv = buildArgv({ installable, dryRun, options, outLink: dryRun ? null : outLink });
  const startMs = clock.now();
  const { code, stdout } = await site.build(argv, { signal, onLine: log.line });
  throwIfCancelled(signal);
  log.flush();
  const state = log.state();
  if (code !== 0) throw await failBuild(state, code, site, signal, emit);
  const built = { elsewhere: site.elsewhere, installable, how };
  if (dryRun) {
    const dry = { ...(state.plan ?? EMPTY_PLAN), derivations: [...state.planned] };
    return { imagePath: null, bytes: null, storePath: null, ...built, work: null, dryRun: dry };
  }
  const storePath = resultOf(stdout);
  const image = await findImage(site.nix, storePath);
  const { builds, downloads } = buildProgress(state);
  const work = { built: builds.done, downloadBytes: downloads.bytes, ms: Math.round(clock.now() - startMs) };
  return { imagePath: image.path, bytes: image.bytes, storePath, ...built, work, dryRun: null };
}

/** The first output of the first result: an image has no others. */
function resultOf(stdout: string): string {
  const parsed = output.safeParse(tryJson(stdout));
  const outputs = parsed.data?.[0]?.outputs ?? {};
  const path = outputs.out ?? Object.values(outputs)[0];
  if (path === undefined) throw new AppError('unexpected', { detail: `nix build: ${stdout.slice(0, 200)}` });
  return path;
}
