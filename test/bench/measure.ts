import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { createCgroup, type Throttle } from './cgroup.ts';

const RUN_MS = 10 * 60_000;
/** To ask for a process's memory makes it wait: often enough for a peak that lasts, seldom enough not to slow it. */
const SAMPLE_MS = 200;

export interface Measured {
  readonly wallSeconds: number;
  /** User and system, of the program and all its children. */
  readonly cpuSeconds: number;
  /** The largest sum of the processes' proportional set sizes that was seen; 0 where nobody looked. */
  readonly peakPssBytes: number;
}

/** What a run is to be like. */
export interface MeasureOptions {
  /** Limits of the drives that it uses; without any, it is as fast as the machine. */
  readonly throttles?: readonly Throttle[];
  /** Hears of each line that it prints, and when: ms from its start. */
  readonly onLine?: (line: string, atMs: number) => void;
}

/** Moves itself into the groups, then becomes the program: so nothing of it runs, or forks, outside of them. */
const ENTER = 'for f in $1; do echo $$ >"$f"; done; shift; exec "$@"';

let groups = 0;

const stopped = new AbortController();

/**
 * From now on Ctrl-C and the like end the program that is measured, and `measure` rejects: so every `finally` clears up.
 * Otherwise this process would be gone at once, and leave control groups and loop devices.
 */
export function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => stopped.abort(new Error(`ended by ${signal}`)));
}

/**
 * Runs a program to its end in a control group of its own. Rejects when it fails, or when it is stopped. Memory is looked at
 * in throttled runs only: to ask for it makes the processes wait and costs them CPU time, and there the buffers are fullest.
 */
export async function measure(
  argv: readonly string[],
  { throttles = [], onLine }: MeasureOptions = {},
): Promise<Measured> {
  stopped.signal.throwIfAborted();
  const cgroup = await createCgroup(`nixberry-bench-${process.pid}-${++groups}`);
  try {
    for (const throttle of throttles) await cgroup.throttle(throttle);
    const start = performance.now();
    function* hear(line: unknown): Generator<string> {
      onLine?.(String(line), performance.now() - start);
    }
    const child = execa('sh', ['-c', ENTER, 'sh', cgroup.procsFiles.join(' '), ...argv], {
      timeout: RUN_MS,
      cancelSignal: stopped.signal,
      stdin: 'ignore',
      // What a decoder prints is the whole image.
      stdout: onLine ? hear : 'ignore',
      reject: false,
    });
    let peakPssBytes = 0;
    const sampler = setInterval(() => {
      if (throttles.length === 0) return;
      void pssOf(cgroup.pids()).then((bytes) => {
        peakPssBytes = Math.max(peakPssBytes, bytes);
      });
    }, SAMPLE_MS);
    try {
      const { failed, stderr } = await child;
      stopped.signal.throwIfAborted();
      if (failed) throw new Error(`${argv.join(' ')} failed:\n${stderr}`);
    } finally {
      clearInterval(sampler);
    }
    const wallSeconds = (performance.now() - start) / 1000;
    return { wallSeconds, cpuSeconds: await cgroup.cpuSeconds(), peakPssBytes };
  } finally {
    await cgroup.remove();
  }
}

/** The sum of the proportional set sizes of these processes, in bytes; those that are gone count nothing. */
export async function pssOf(pids: Promise<readonly number[]>): Promise<number> {
  const sizes = await Promise.all(
    (await pids.catch(() => [])).map(async (pid) => {
      const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
      return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The middle one: what a disturbed run cannot move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = NaN, high = NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
