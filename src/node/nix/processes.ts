import { readdir, readFile } from 'node:fs/promises';

/** A process and when it started (clock ticks since boot): the same number can be another process later. */
export interface ProcessId {
  readonly pid: number;
  readonly startedAt: string;
}

/** Everything that a process has started, and what those have, as far as it is alive. Empty where there is no /proc. */
export async function descendantsOf(pid: number): Promise<readonly ProcessId[]> {
  const all = await listProcesses();
  const found: (ProcessId & { parent: number })[] = [];
  const parents = new Set([pid]);
  // Each round finds one generation; a child can have a lower number than its parent.
  for (let size = -1; size !== parents.size;) {
    size = parents.size;
    for (const process of all)
      if (parents.has(process.parent) && !parents.has(process.pid)) {
        parents.add(process.pid);
        found.push(process);
      }
  }
  return found.map(({ pid, startedAt }) => ({ pid, startedAt }));
}

/** Those of the processes that are still the same ones and running (not merely waiting to be reaped). */
export async function stillRunning(processes: readonly ProcessId[]): Promise<readonly ProcessId[]> {
  const now = await Promise.all(processes.map(({ pid }) => readProcess(pid)));
  return processes.filter((process, index) => {
    const found = now[index];
    return found?.startedAt === process.startedAt && found.state !== 'Z';
  });
}

interface Process extends ProcessId {
  readonly parent: number;
  readonly state: string;
}

async function listProcesses(): Promise<readonly Process[]> {
  const names = await readdir('/proc').catch(() => []);
  const processes = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => readProcess(Number(name))),
  );
  return processes.filter((process) => process !== null);
}

async function readProcess(pid: number): Promise<Process | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // The name stands in parentheses and may have some itself: the fields begin after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid, state: fields[0] ?? '', parent: Number(fields[1]), startedAt: fields[19] ?? '' };
}
