import { AppError } from '../errors/app-error.ts';
import { runJob, throwIfCancelled, type End } from '../jobs/job.ts';
import type { CancelSignal, Clock } from '../ports.ts';
import { builtPath } from './built-path.ts';
import { crossCompiled } from './compiled.ts';
import type { BuildEvent, BuildResult, How } from './events.ts';
import { failBuild } from './failure.ts';
import { followLog } from './follow.ts';
import { hidingPasswords } from './hide.ts';
import { findImage } from './image.ts';
import { EMPTY_PLAN } from './plan.ts';
import type { NixPort } from './ports.ts';
import { queryContents } from './query.ts';
import { localSite, type NixSite } from './site.ts';
import { buildProgress } from './state.ts';
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

/** Builds a card image with the Nix of this computer. Ends as `buildOn` throws. */
export function build(
  request: BuildRequest,
  { nix, clock }: BuildPorts,
  signal: CancelSignal,
): AsyncGenerator<BuildEvent | End<BuildResult>, void, undefined> {
  return runJob(signal, (tell) =>
    hidingPasswords(request.flakeRef, tell, (emit) => {
      const { flake, attribute } = splitFlakeRef(request.flakeRef);
      const site = localSite(nix, flake, signal);
      return buildOn({ site, attribute, request, clock, signal, emit });
    }),
  );
}

/**
 * Builds a card image on a site and finds it in the result. Throws AppError `build-failed` (facts: `cause` of `nix-cause.*`,
 * `derivation`, `detail`, and the cause's own), `attribute-not-found`, `no-image-built`, `several-images-built`, `nix-missing`,
 * or `usage`; on another machine also `remote-*`.
 */
export async function buildOn(run: BuildRun): Promise<BuildResult> {
  const target = await resolve(run);
  const { flake, shownFlake = flake } = run.site;
  run.emit({ type: 'target', ...target, installable: target.installable.replace(flake, () => shownFlake) });
  if (target.how === 'cross') warnOfCross(run);
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
  const what = { installable, dryRun, options: request.options, outLink: dryRun ? null : outLink };
  const startMs = clock.now();
  // A flake without twins may cross-compile by itself, which only the plan tells: it is whole when something is built.
  let warned = how === 'cross';
  const lookAtPlan = (): void => {
    if (!warned && crossCompiled(log.state().planned).length > 0) warnOfCross(run);
    warned = true;
  };
  const onLine = (line: string): void => {
    log.line(line);
    if (!warned && log.state().running.size > 0) lookAtPlan();
  };
  const { code, stdout, ms } = await site.build(what, { signal, onLine });
  throwIfCancelled(signal);
  log.flush();
  const state = log.state();
  if (dryRun) lookAtPlan();
  if (code !== 0) throw await failBuild(state, code, site, signal, emit);
  const built = { elsewhere: site.elsewhere, installable, how };
  if (dryRun) {
    const dry = { ...(state.plan ?? EMPTY_PLAN), derivations: [...state.planned] };
    return { imagePath: null, bytes: null, storePath: null, ...built, work: null, dryRun: dry };
  }
  const storePath = builtPath(stdout);
  if (storePath === null) throw senseless(site.elsewhere, `nix build: ${stdout.slice(0, 200)}`);
  const image = await findImage(site.nix, storePath);
  const { builds, downloads } = buildProgress(state);
  const work = { built: builds.done, downloadBytes: downloads.bytes, ms: ms ?? Math.round(clock.now() - startMs) };
  return { imagePath: image.path, bytes: image.bytes, storePath, ...built, work, dryRun: null };
}

function warnOfCross({ emit }: BuildRun): void {
  emit({ type: 'note', code: 'cross-compiles', facts: {} });
}

function senseless(place: string | null, detail: string): AppError {
  return place === null
    ? new AppError('unexpected', { detail })
    : new AppError('remote-failed', { place, script: 'nix', detail });
}
