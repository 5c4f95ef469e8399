import type { AwakeJob } from '../../core/ports.ts';

/** One way to ask for a lock: a program that takes it, runs `cat` and lets go when that ends. */
export interface LockCommand {
  /** The first of these that is here. */
  readonly programs: readonly string[];
  readonly argv: readonly string[];
  /** Whether the lid may be closed then. */
  readonly holdsLid: boolean;
}

/** A closed lid is logind's own affair: it heeds a lock on `sleep` only when it is told to, by `LidSwitchIgnoreInhibited=no`. */
const SLEEP_AND_LID = 'sleep:handle-lid-switch';

/**
 * What to try, the best first. `why`: in the person's language, shown by their system. A build may be slept over, a write should
 * not be: only that takes the lid. logind refuses a lock as a whole, so the smaller one is asked for by itself.
 */
export function lockCommands(
  job: AwakeJob,
  why: string,
  platform: NodeJS.Platform = process.platform,
): readonly LockCommand[] {
  switch (platform) {
    case 'linux':
      return (job === 'write' ? [SLEEP_AND_LID, 'sleep'] : ['sleep']).map((what) => ({
        programs: ['systemd-inhibit', 'elogind-inhibit'],
        argv: [`--what=${what}`, '--who=Nixberry', `--why=${why}`, '--mode=block', 'cat'],
        holdsLid: what === SLEEP_AND_LID,
      }));
    case 'darwin':
      // -s: not only of its own accord; it counts on mains power alone. Nothing holds the lid there.
      return [{ programs: ['caffeinate'], argv: ['-i', '-s', 'cat'], holdsLid: false }];
    default:
      return [];
  }
}
