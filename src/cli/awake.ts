import type { AwakeJob, AwakePort } from '../core/ports.ts';
import { maySleep } from '../node/sleep/may-sleep.ts';
import { takeSleepLock } from '../node/sleep/take-lock.ts';
import type { Terminal } from './terminal.ts';
import { t } from './words.ts';

/** Keeps the computer awake, and says where it may go to sleep all the same: not on one that never does so by itself. */
export function terminalAwake(terminal: Pick<Terminal, 'say'>): AwakePort {
  return {
    hold: async (job) => {
      const lock = await takeSleepLock(job, t('awake.why', { job }));
      const isLeft = lock === null || (job === 'write' && !lock.holdsLid);
      if (isLeft && maySleep()) terminal.say(lock === null ? t('cli.awake.none', { job }) : t('cli.awake.lid'));
      return () => lock?.release();
    },
  };
}

/** Does this while the computer is kept awake, and lets it sleep again however that ends. */
export async function whileAwake<Result>(
  { terminal }: { readonly terminal: Pick<Terminal, 'say'> },
  job: AwakeJob,
  work: () => Promise<Result>,
): Promise<Result> {
  const release = await terminalAwake(terminal).hold(job);
  try {
    return await work();
  } finally {
    release();
  }
}
