import { execa } from 'execa';
import { SEARCH_PATH } from './needs.ts';

const KILL_AFTER_MS = 5000;

export interface ChildResult {
  readonly ok: boolean;
  /** Both outputs; empty when they went to the terminal. */
  readonly output: string;
  readonly timedOut: boolean;
}

/**
 * Runs a program to its end. It is the leader of a process group of its own, and the whole group is ended by its id after
 * `timeoutMs` or when we are interrupted: a test's own children must not outlive it. `show`: output goes to the terminal.
 */
export async function runChild(
  file: string,
  argv: readonly string[],
  options: { readonly timeoutMs: number; readonly show: boolean },
): Promise<ChildResult> {
  const child = execa(file, argv, {
    detached: true,
    reject: false,
    stdin: 'ignore',
    ...(options.show ? { stdout: 'inherit', stderr: 'inherit' } : { all: true }),
    preferLocal: true,
    env: { PATH: SEARCH_PATH.join(':'), ...(process.stdout.isTTY && options.show ? {} : { NO_COLOR: '1' }) },
  } as const);
  let timedOut = false;
  const endGroup = (): void => {
    if (child.pid === undefined) return;
    signalGroup(child.pid, 'SIGTERM');
    setTimeout(signalGroup, KILL_AFTER_MS, child.pid, 'SIGKILL').unref();
  };
  const timer = setTimeout(() => {
    timedOut = true;
    endGroup();
  }, options.timeoutMs);
  process.on('SIGINT', endGroup).on('SIGTERM', endGroup);
  try {
    const result = await child;
    const output = 'all' in result ? String(result.all) : '';
    return { ok: result.exitCode === 0, output, timedOut };
  } finally {
    clearTimeout(timer);
    process.off('SIGINT', endGroup).off('SIGTERM', endGroup);
  }
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // gone by itself
  }
}
