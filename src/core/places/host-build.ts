import { AppError, toAppError, type Facts } from '../errors/app-error.ts';
import type { ErrorCode } from '../errors/causes.ts';
import { isDetached } from '../jobs/cancel.ts';
import type { BuildEvent } from '../nix/events.ts';
import type { NixExit } from '../nix/ports.ts';
import type { SiteBuild } from '../nix/site.ts';
import { destinationText } from '../ssh/destination.ts';
import { collectJob, followJob, lookAtJob, startJob, stopJob, type HostJob, type JobWork } from './host-job.ts';

/** Lines of the log that are handed back with the exit code. */
const LOG_LINES = 60;
/** Somebody else would have to start the same build each time, just before us. */
const TRIES = 5;

/** The ways to lose sight of a build that does not notice. */
const OUT_OF_SIGHT: readonly ErrorCode[] = ['remote-lost', 'remote-unreachable', 'remote-timeout'];

/**
 * Runs `nix build` over there, detached, follows it to its end, and says how and which run that was. The same work that runs already, or has ended without
 * anybody to take its result, is taken up from the start of its log (note `job-resumed`); other work of this job is stopped
 * first (`job-superseded`). A cancel stops it over there (`job-stopping`), unless it is `Detached` (`job-left`). Throws AppError `remote-lost` with the reason `build` when the
 * connection breaks while it goes on, and `remote-*`.
 */
export async function buildThere(
  job: HostJob,
  work: JobWork,
  argv: readonly string[],
  build: SiteBuild,
  emit: (event: BuildEvent) => void,
): Promise<{ readonly exit: NixExit; readonly run: string }> {
  const { signal, onLine } = build;
  const run = await beginRun(job, work, argv, emit);
  const log: string[] = [];
  const lines = (line: string): void => {
    log.push(line);
    if (log.length > LOG_LINES) log.shift();
    onLine(line);
  };
  try {
    if (signal.aborted) throw new AppError('cancelled');
    await followJob(job, run, { signal, onLine: lines });
    return { exit: { ...(await collectJob(job, run)), stderr: log }, run };
  } catch (thrown) {
    if (isDetached(signal)) tell(job, 'job-left', emit);
    else if (signal.aborted) await stopOrTell(job, run, emit);
    throw outOfSight(thrown);
  }
}

/** The run to follow: one that was begun before, or a new one. */
async function beginRun(
  job: HostJob,
  work: JobWork,
  argv: readonly string[],
  emit: (event: BuildEvent) => void,
): Promise<string> {
  const place = destinationText(job.there.destination);
  for (let tries = 0; tries < TRIES; tries++) {
    const { state, run, content, argv: mark, collected, ageMs } = await lookAtJob(job, null);
    const same = content === work.content && mark === work.argv;
    if (same && (state === 'running' || (state === 'ended' && !collected))) {
      emit({ type: 'note', code: 'job-resumed', facts: { place, state, ms: ageMs } });
      return run;
    }
    if (state === 'running') {
      emit({ type: 'note', code: 'job-superseded', facts: { place, ms: ageMs } });
      await stopJob(job, run);
    }
    const started = await startJob(job, work, argv);
    if (started !== null) return started;
  }
  throw new AppError('remote-failed', {
    place,
    script: 'start',
    detail: 'other builds of it are started all the time',
  });
}

async function stopOrTell(job: HostJob, run: string, emit: (event: BuildEvent) => void): Promise<void> {
  tell(job, 'job-stopping', emit);
  await stopJob(job, run).catch((thrown: unknown) => {
    const { code, facts } = toAppError(thrown);
    tell(job, 'job-not-stopped', emit, { detail: facts.detail ?? code });
  });
}

function tell(
  { there }: HostJob,
  code: 'job-left' | 'job-stopping' | 'job-not-stopped',
  emit: (event: BuildEvent) => void,
  facts: Facts = {},
): void {
  emit({ type: 'note', code, facts: { place: destinationText(there.destination), ...facts } });
}

function outOfSight(thrown: unknown): unknown {
  if (!(thrown instanceof AppError) || !OUT_OF_SIGHT.includes(thrown.code)) return thrown;
  return new AppError('remote-lost', { ...thrown.facts, reason: 'build' }, { cause: thrown });
}
