import { readFileSync } from 'node:fs';
import { errnoOf } from './errno.ts';

/**
 * Whether a process of this computer is running, or another has its id by now. One that has ended is not, though its parent
 * has not asked for its exit code yet: in a container that may never happen.
 */
export function isAlive(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
  return !isZombie(pid);
}

/** Of Linux alone. A process whose first thread has ended may still have others, in the middle of a write. */
function isZombie(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return /^State:\tZ/m.test(status) && /^Threads:\t1$/m.test(status);
  } catch {
    return false;
  }
}
