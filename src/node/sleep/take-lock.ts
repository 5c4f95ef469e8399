import { once } from 'node:events';
import { execa } from 'execa';
import type { AwakeJob } from '../../core/ports.ts';
import { lookUp } from '../doctor/look-up.ts';
import { lockCommands } from './lock-commands.ts';

/** A bus or a service that hangs must not hold the job up. */
const TAKE_MS = 3_000;

/** A lock against sleep that is held. */
export interface SleepLock {
  /** Whether the lid may be closed, too. */
  readonly holdsLid: boolean;
  /** Resolves when it is over: let go, or because its program was ended. Never rejects. */
  readonly ended: Promise<void>;
  readonly release: () => void;
}

/** Takes the best lock that is granted within some seconds; null when none is. Never rejects. */
export async function takeSleepLock(job: AwakeJob, why: string): Promise<SleepLock | null> {
  const late = AbortSignal.timeout(TAKE_MS);
  for (const { programs, argv, holdsLid } of lockCommands(job, why)) {
    const program = programs.map((name) => lookUp(name)).find((path) => path !== null);
    if (program === undefined || late.aborted) continue;
    const held = await holdBy(program, argv, late);
    if (held) return { ...held, holdsLid };
  }
  return null;
}

/**
 * Starts a program that runs `cat` as long as it holds a lock. What `cat` gives back shows that the lock is there, and the end of
 * its input lets it go: that comes with our own end too, by whatever signal.
 */
async function holdBy(
  program: string,
  argv: readonly string[],
  late: AbortSignal,
): Promise<Omit<SleepLock, 'holdsLid'> | null> {
  const child = execa(program, argv, {
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'ignore',
    buffer: false,
    reject: false,
    // Ctrl-C and the end of the terminal are for us: the lock stays while the writer stops.
    detached: true,
    cleanup: false,
  });
  const release = (): void => void child.stdin.destroy();
  const ended = child.then(() => undefined);
  // It may be gone before it has read anything: then it has taken nothing.
  child.stdin.on('error', () => undefined);
  child.stdin.write('\n');
  const answer = once(child.stdout, 'data', { signal: late }).then(
    () => true,
    () => false,
  );
  if (await Promise.race([answer, ended.then(() => false)])) return { ended, release };
  release();
  // One that did not start has no id, and a signal would go to our whole group.
  if (child.pid !== undefined) child.kill();
  return null;
}
