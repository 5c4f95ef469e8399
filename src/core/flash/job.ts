import { AppError } from '../errors/app-error.ts';
import { exitCodeOf } from '../errors/causes.ts';
import { worstExitCode } from '../errors/exit.ts';
import { runJob, throwIfCancelled, type End } from '../jobs/job.ts';
import type { CancelSignal } from '../ports.ts';
import { noteCapacities } from './capacity.ts';
import type { FlashEvent, FlashOutcome, FlashResult } from './events.ts';
import { holdImage } from './held-image.ts';
import { layTargets, NOTHING_LAID } from './lay.ts';
import { planTargets, type Planned } from './plan.ts';
import { MAX_TARGETS } from './protocol.ts';
import type { FlashPorts, FlashRequest, FlashRun, FlashTargetRequest, LayRequest } from './request.ts';
import { writeTargets, type Written } from './write.ts';

/**
 * Writes an image to one or several targets and verifies it. Ends `done` when every target is right, otherwise `failed`
 * with the worst target's error; how each single target ended is in its `target-end` event.
 */
export function flash(
  request: FlashRequest,
  ports: FlashPorts,
  signal: CancelSignal,
): AsyncGenerator<FlashEvent | End<FlashResult>, void, undefined> {
  return runJob(signal, async (emit) => {
    assertTargets(request.targets);
    const source = await ports.images.open(request.image, { hashGiven: request.expectSha256 !== null, signal });
    try {
      const { name, format, bytes, givenBytes } = source;
      emit({ type: 'image', name, format, bytes, givenBytes });
      const ends = new Map<string, FlashOutcome>();
      const endTarget = (target: string, outcome: FlashOutcome): void => {
        ends.set(target, outcome);
        emit({ type: 'target-end', target, outcome });
      };
      const run = {
        ...{ request, ports, source, signal, emit, endTarget },
        ...{ job: ports.newJobId(), startedAt: ports.timestamp() },
      };
      return request.lay
        ? await layAndFlash(run, request.lay, ends)
        : await flashSource({ ...run, laid: NOTHING_LAID }, ends);
    } finally {
      await source.close();
    }
  });
}

async function layAndFlash(
  run: Omit<FlashRun, 'laid'>,
  lay: LayRequest,
  ends: ReadonlyMap<string, FlashOutcome>,
): Promise<FlashResult> {
  const image = holdImage(run.source, run.ports.clock, run.signal);
  try {
    const laid = await layTargets(run, lay, image);
    return await flashSource({ ...run, source: image.source, laid }, ends);
  } finally {
    await image.close();
  }
}

async function flashSource(run: FlashRun, ends: ReadonlyMap<string, FlashOutcome>): Promise<FlashResult> {
  const planned = await planTargets(run);
  throwIfCancelled(run.signal);
  const note = (): Promise<void> => noteCapacities(planned, ends, run.ports.knownDrives);
  const written = planned.length > 0 ? await writeAwake(run, planned).finally(note) : null;
  throwWorst([...ends.values()]);
  if (!written) throw new AppError('usage', { detail: 'no target' });
  const targets = [...ends].map(([target, outcome]) => ({ target, outcome }));
  return { ...written, targets };
}

/** From before the first byte until the writer has let the last drive go, however it ends. */
async function writeAwake(run: FlashRun, planned: readonly Planned[]): Promise<Written> {
  const letSleep = await run.ports.awake.hold('write');
  try {
    return await writeTargets(run, planned);
  } finally {
    letSleep();
  }
}

function assertTargets(targets: readonly FlashTargetRequest[]): void {
  if (targets.length > MAX_TARGETS) throw new AppError('too-many-targets', { count: targets.length, max: MAX_TARGETS });
  const paths = targets.map((target) => target.path);
  const twice = paths.find((path, at) => paths.indexOf(path) !== at);
  if (twice !== undefined) throw new AppError('target-twice', { device: twice });
}

/** Throws what weighs most among the targets that did not end well. */
function throwWorst(outcomes: readonly FlashOutcome[]): void {
  const errors = outcomes.flatMap((outcome) => {
    if (outcome.kind === 'done') return [];
    return [outcome.kind === 'failed' ? new AppError(outcome.code, outcome.facts) : new AppError('cancelled')];
  });
  const worst = worstExitCode(errors.map(({ code }) => exitCodeOf(code)));
  const error = errors.find(({ code }) => exitCodeOf(code) === worst);
  if (error) throw error;
}
