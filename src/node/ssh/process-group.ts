import type { ChildProcess } from 'node:child_process';

/** ssh ends at once on SIGTERM, and what it started to get there (`ProxyJump`) with it. */
const GRACE_MS = 2_000;

/** Windows has no process groups, and would open a window for a process of its own. */
export const HAS_GROUPS = process.platform !== 'win32';

export interface ProcessGroup {
  /** Resolves when the first of the group is gone, or could not be started. */
  readonly exited: Promise<void>;
  /** Ends the whole group, unless the first of it has ended by itself. Resolves when it is gone. */
  end(): Promise<void>;
}

/** The group that a child leads; it was started with `detached: HAS_GROUPS`. */
export function processGroup(child: Pick<ChildProcess, 'pid' | 'kill' | 'once'>): ProcessGroup {
  let over = false;
  const exited = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true;
      resolve();
    };
    child.once('exit', end).once('error', end);
  });
  const kill = (name: NodeJS.Signals): void => {
    // Without a number it was never started; 0 would be our own group.
    if (child.pid === undefined) return;
    try {
      if (HAS_GROUPS) process.kill(-child.pid, name);
      else child.kill(name);
    } catch {
      // It has ended in the meantime.
    }
  };
  return {
    exited,
    end: async () => {
      // Its number may be another's by now.
      if (over) return;
      kill('SIGTERM');
      const timer = setTimeout(() => kill('SIGKILL'), GRACE_MS);
      await exited;
      clearTimeout(timer);
      // What is left of the group.
      kill('SIGKILL');
    },
  };
}
