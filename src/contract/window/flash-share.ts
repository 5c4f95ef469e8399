import type { FlashTopic } from './flash.ts';

/** Writing and reading back: what takes the time. */
const LONG = ['write', 'verify'] as const;

/** How much of a job is done, 0 to 1, by its slowest target; null where nobody can tell. */
export function wholeShare({ targets }: Pick<FlashTopic, 'targets'>): number | null {
  const shares = targets.filter(({ outcome }) => outcome === null).map(shareOf);
  if (shares.length === 0) return targets.length === 0 ? null : 1;
  return shares.includes(null) ? null : Math.min(...shares.map(Number));
}

function shareOf({ phases }: FlashTopic['targets'][number]): number | null {
  let sum = 0;
  for (const { phase, state, bytes, of } of phases) {
    if (!(LONG as readonly string[]).includes(phase)) continue;
    if (state === 'done') sum += 1;
    else if (state === 'running' && of === null) return null;
    else if (state === 'running' && of !== null && of > 0) sum += Math.min(1, bytes / of);
  }
  return sum / LONG.length;
}
