import * as z from 'zod';
import { AppError } from '../errors.ts';
import { runJob, throwIfCancelled, type End } from '../jobs/job.ts';
import type { CancelSignal, Clock } from '../ports.ts';
import { buildArgv } from './argv.ts';
import type { BuildEvent, BuildResult, How } from './events.ts';
import { failBuild } from './failure.ts';
import { followLog } from './follow.ts';
import { findImage } from './image.ts';
import { tryJson } from '../json.ts';
import type { NixPort } from './ports.ts';
import { EMPTY_PLAN } from './plan.ts';
import { canBuild, queryConfig, queryContents } from './query.ts';
import { chooseInstallable, isAttributePath, splitFlakeRef, type Installable } from './target.ts';

export interface BuildRequest {
  /** FLAKEREF[#ATTR] as typed: ATTR is a host's name, a package's, or a full attribute path. */
  readonly flakeRef: string;
  readonly how: How;
  /** Say what would be built and fetched, and do neither. */
  readonly dryRun: boolean;
  /** More arguments for `nix build`, as they are. */
  readonly options: readonly string[];
  /** Where to put a link to the result. Without one (null) the result may be collected as garbage at any time. */
  readonly outLink: string | null;
}

export interface BuildPorts {
  readonly nix: NixPort;
  readonly clock: Clock;
}

const CARD_SYSTEM = 'aarch64-linux';

const output = z.array(z.object({ outputs: z.record(z.string(), z.string()) }));

/**
 * Builds a card image with Nix and finds it in the result. Ends as failed with AppError `build-failed` (facts: `cause` of
 * `nix-cause.*`, `derivation`, `detail`, and the cause's own), `attribute-not-found`, `no-image-built`,
 * `several-images-built`, `nix-missing` or `usage`.
 */
export function build(
  request: BuildRequest,
  ports: BuildPorts,
  signal: CancelSignal,
): AsyncGenerator<BuildEvent | End<BuildResult>, void, undefined> {
  return runJob(signal, async (emit) => {
    const target = await resolve(request, ports.nix, signal);
    emit({ type: 'target', ...target });
    return run(target.installable, request, ports, signal, emit);
  });
}

async function resolve(
  { flakeRef, how, options }: BuildRequest,
  nix: NixPort,
  signal: CancelSignal,
): Promise<Installable> {
  const { flake, attribute } = splitFlakeRef(flakeRef);
  if (attribute === null) return { installable: flake, how: null };
  if (isAttributePath(attribute)) return { installable: `${flake}#${attribute}`, how: null };
  const config = await queryConfig(nix, signal);
  const contents = await queryContents(nix, flake, config?.system ?? '', options, signal);
  throwIfCancelled(signal);
  // Why a flake cannot be read is best told by the build itself.
  if (contents.errors.length > 0 && contents.hosts.length === 0)
    return { installable: `${flake}#${attribute}`, how: null };
  const nativeWorks = config !== null && (await canBuild(nix, config, CARD_SYSTEM));
  return chooseInstallable(flake, attribute, contents, how, nativeWorks);
}

async function run(
  installable: string,
  request: BuildRequest,
  { nix, clock }: BuildPorts,
  signal: CancelSignal,
  emit: (event: BuildEvent) => void,
): Promise<BuildResult> {
  const log = followLog(emit, clock);
  const { dryRun, options, outLink } = request;
  const argv = buildArgv({ installable, dryRun, options, outLink: dryRun ? null : outLink });
  const { code, stdout } = await nix.run(argv, { signal, onLine: log.line });
  throwIfCancelled(signal);
  log.flush();
  if (code !== 0) throw await failBuild(log.state(), code, nix, signal, emit);
  if (dryRun) return { imagePath: null, bytes: null, storePath: null, dryRun: log.state().plan ?? EMPTY_PLAN };
  const storePath = resultOf(stdout);
  const image = await findImage(nix, storePath);
  return { imagePath: image.path, bytes: image.bytes, storePath, dryRun: null };
}

/** The first output of the first result: an image has no others. */
function resultOf(stdout: string): string {
  const parsed = output.safeParse(tryJson(stdout));
  const outputs = parsed.data?.[0]?.outputs ?? {};
  const path = outputs.out ?? Object.values(outputs)[0];
  if (path === undefined) throw new AppError('unexpected', { detail: `nix build: ${stdout.slice(0, 200)}` });
  return path;
}
