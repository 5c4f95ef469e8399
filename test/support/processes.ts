import { readdirSync, readFileSync } from 'node:fs';

/** The ids of the writers that a process has started, once they have loaded. */
export function writersOf(parent: number): readonly number[] {
  return childrenOf(parent).filter((pid) => textOf(pid, 'cmdline').includes('writer.cjs'));
}

/** The ids of everything that a process has started, and of what that has started. */
export function descendantsOf(pid: number): readonly number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

/** Ends a process by force, with everything that it has started: without it nobody else would. */
export function killWithDescendants(pid: number): void {
  // Before it is gone: after that nobody knows whose they were.
  for (const one of [pid, ...descendantsOf(pid)]) {
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

function childrenOf(parent: number): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => textOf(pid, 'status').includes(`\nPPid:\t${parent}\n`));
}

/** Empty for a process that is gone by now. */
function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
