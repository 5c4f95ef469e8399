import { setTimeout as sleep } from 'node:timers/promises';
import { descendantsOf, stillRunning } from './processes.ts';

/** Nix ends its builders and releases its locks when it is interrupted; that takes it well under a second. */
const GRACE_MS = 5_000;
/** Until a killed process is gone. Longer takes only one that hangs in the kernel, and that one cannot be waited for. */
const KILLED_MS = 2_000;
const POLL_MS = 10;

/**
 * Ends a Nix that leads its own process group: SIGINT to the group, and after a grace period SIGKILL, to it and to every
 * builder that outlived it (builders lead groups of their own, so that the first signal does not reach them).
 * `ended` resolves when the Nix itself is gone.
 */
export async function stopNix(pid: number, ended: Promise<unknown>): Promise<void> {
  const started = await descendantsOf(pid);
  signalGroup(pid, 'SIGINT');
  const timer = new AbortController();
  const late = sleep(GRACE_MS, 'late', { signal: timer.signal }).catch(() => 'ended');
  const outcome = await Promise.race([ended.then(() => 'ended'), late]);
  timer.abort();
  const left = await stillRunning([...started, ...(outcome === 'late' ? await descendantsOf(pid) : [])]);
  if (outcome === 'late') signalGroup(pid, 'SIGKILL');
  for (const process of left) signal(process.pid, 'SIGKILL');
  await ended;
  for (let ms = 0; ms < KILLED_MS && (await stillRunning(left)).length > 0; ms += POLL_MS) await sleep(POLL_MS);
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  signal(-pid, name);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended in the meantime.
  }
}
