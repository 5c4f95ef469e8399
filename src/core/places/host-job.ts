import { AppError } from '../errors/app-error.ts';
import type { CancelSignal } from '../ports.ts';
import { destinationText } from '../ssh/destination.ts';
import type { SshExit } from '../ssh/ports.ts';
import { brief, scriptFailure, type There } from './there.ts';

/** A start waits for another that has begun. */
const START_MS = 180_000;

/** The exit codes of the scripts, as their heads say. */
const RUNNING = 3;
const GONE = 3;
const OTHER_RUN = 4;
const STOPPED = 5;

const STATES = ['none', 'running', 'ended', 'gone'] as const;

/** What is built of a flake over there: one at a time, and its log and result stay there until somebody has taken them. */
export interface HostJob {
  readonly there: There;
  readonly id: string;
}

/** What stands for the project and the arguments of a build. */
export interface JobWork {
  readonly content: string;
  readonly argv: string;
}

/** A project as it is sent: its hash, and where the flake is in it. */
export interface SentProject {
  readonly hash: string;
  readonly folder: string;
}

export interface JobReport extends JobWork {
  /** `gone`: its process is gone and has not said how it ended. */
  readonly state: (typeof STATES)[number];
  /** Tells this run from every other. */
  readonly run: string;
  /** Since it was started. */
  readonly ageMs: number;
  /** Whether somebody has taken its result. */
  readonly collected: boolean;
  /** Where the project is over there, when it need not be sent. */
  readonly project: string | null;
}

export interface JobEnd {
  readonly code: number;
  readonly stdout: string;
  /** From its start to its end, in whole seconds. */
  readonly ms: number;
}

/** What there is of a job, and of a project. */
export async function lookAtJob({ there, id }: HostJob, project: SentProject | null): Promise<JobReport> {
  const exit = await brief(there, 'job', [id, project?.hash ?? '', project?.folder ?? '']);
  if (exit.code !== 0) throw scriptFailure(there, 'job', exit);
  return parseJob(exit.stdout);
}

function parseJob(text: string): JobReport {
  const values = new Map(text.split('\n').map((line) => [line.replace(/=.*/s, ''), line.replace(/^[^=]*=/, '')]));
  const value = (key: string): string => values.get(key) ?? '';
  return {
    state: STATES.find((state) => state === value('state')) ?? 'none',
    run: value('run'),
    content: value('content'),
    argv: value('argv'),
    // Its clock may have been set since.
    ageMs: Math.max(0, Number(value('age')) || 0) * 1000,
    collected: value('collected') === 'yes',
    project: values.get('project') ?? null,
  };
}

/** Starts a build and resolves to the name of its run; null when another has begun in the meantime. */
export async function startJob(
  { there, id }: HostJob,
  { content, argv: mark }: JobWork,
  argv: readonly string[],
): Promise<string | null> {
  const exit = await brief(there, 'start', [id, content, mark, ...argv], { timeoutMs: START_MS });
  if (exit.code === RUNNING) return null;
  if (exit.code !== 0) throw scriptFailure(there, 'start', exit);
  return exit.stdout.trim();
}

/**
 * Reads the log of a run from its start to the end of the run. Throws AppError `remote-build-ended` when there is no end to
 * be had, and as `SshPort.run`.
 */
export async function followJob(
  { there, id }: HostJob,
  run: string,
  { signal, onLine }: { readonly signal: CancelSignal; readonly onLine: (line: string) => void },
): Promise<void> {
  const { ssh, destination } = there;
  const exit = await ssh.run(destination, 'follow', [id, run, '1'], { signal, held: true, onOutput: onLine });
  if (exit.code !== 0) throw endedOtherwise(there, 'follow', exit);
}

/** Takes the result of a run that has ended. Nobody takes it a second time. */
export async function collectJob({ there, id }: HostJob, run: string): Promise<JobEnd> {
  const exit = await brief(there, 'collect', [id, run]);
  const [, code, seconds, stdout] = /^(\d+) (-?\d+)\n(.*)$/s.exec(exit.stdout) ?? [];
  if (exit.code !== 0 || code === undefined) throw endedOtherwise(there, 'collect', exit);
  // Its clock may have been set meanwhile.
  return { code: Number(code), stdout: stdout ?? '', ms: Math.max(0, Number(seconds)) * 1000 };
}

/** Lets go of the result of a run, which has other roots by then. */
export async function releaseJob({ there, id }: HostJob, run: string): Promise<void> {
  const exit = await brief(there, 'release', [id, run]);
  if (exit.code !== 0) throw scriptFailure(there, 'release', exit);
}

/** Stops a run and waits until nothing of it is left. */
export async function stopJob({ there, id }: HostJob, run: string): Promise<void> {
  const exit = await brief(there, 'stop', [id, run]);
  if (exit.code !== 0) throw scriptFailure(there, 'stop', exit);
}

function endedOtherwise(there: There, script: 'follow' | 'collect', exit: SshExit): AppError {
  const place = destinationText(there.destination);
  if (exit.code === GONE) return new AppError('remote-build-ended', { place, reason: 'gone' });
  if (exit.code === STOPPED || exit.code === OTHER_RUN)
    return new AppError('remote-build-ended', { place, reason: 'stopped' });
  return scriptFailure(there, script, exit);
}
