import { errnoOf } from './errno.ts';

/** Whether a process of this computer is running, or another has its id by now. */
export function isAlive(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
}
