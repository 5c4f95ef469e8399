/**
 * Longer than Linux waits for a drive before it resets it, 30 s for a request and 60 s for a flush (drivers/scsi/sd.c): until
 * then one that is only slow may still answer, and need not be written anew.
 */
const HELD_UP_MS = 65_000;

/**
 * What is written with a seed is read back, told and let go only once the pass has ended. These are the targets that alone
 * keep it from ending: `unanswered` has all that have no result yet, each with the time (ms) for which its drive has not
 * answered. None while one of them goes on, or waits for a person's answer: its drive is asked for nothing then.
 */
export function holdingUp<Job>(unanswered: ReadonlyMap<Job, number>): readonly Job[] {
  return [...unanswered.values()].every((ms) => ms >= HELD_UP_MS) ? [...unanswered.keys()] : [];
}
