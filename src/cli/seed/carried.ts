import type { CarriedSeed } from '../../core/flash/carried-seed.ts';
import type { Seed } from '../../core/seed/seed.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';

/** The seed that the Pi will take: the one that is given, or else that of the image; null for none that is known. */
export function seedThatCounts(carried: CarriedSeed, given: Seed | null): Seed | null {
  if (given) return isLeftAlone(carried, given) ? null : given;
  return carried.kind === 'waiting' ? carried.seed : null;
}

/** Says what comes of a seed that an image has already. */
export function tellCarried(
  terminal: Terminal,
  facts: { readonly target: string; readonly image: string },
  carried: CarriedSeed,
  given: Seed | null,
): void {
  if (given) {
    if (isLeftAlone(carried, given)) terminal.complain(t('cli.seed.carried-left', facts));
    return;
  }
  switch (carried.kind) {
    case 'none':
      return;
    case 'waiting':
      return terminal.say(t('cli.seed.carried-waiting', facts));
    case 'used':
      return terminal.complain(t('cli.seed.carried-used', facts));
    case 'unreadable':
      return terminal.complain(t('cli.seed.carried-unreadable', facts));
  }
}

/** Whether the Pi has taken a seed, and will take no second one that does not say that it replaces it. */
function isLeftAlone(carried: CarriedSeed, given: Seed): boolean {
  return carried.kind === 'used' && carried.id !== given.id && !given.replace;
}
