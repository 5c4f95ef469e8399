import { AppError } from '../../core/errors/app-error.ts';
import type { SeedRefusal } from '../../core/seed/seed-refusal.ts';
import { ask, isYes } from '../ask.ts';
import { errorWords } from '../error-words.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';

/**
 * What to do with a seed for an image that takes none: on a terminal somebody is asked, once for all targets, whether to
 * write it without. Throws AppError `seed-not-taken` where nobody can be asked, `cancelled` for a no. `--yes` is no
 * answer: it says that a drive may be overwritten, and not that a card may lack its secrets.
 */
export function createWithoutSeed({
  terminal,
  signal,
}: Context): (image: string, reason: SeedRefusal) => Promise<void> {
  let agreed = false;
  return async (image, reason) => {
    if (agreed) return;
    if (!terminal.canAsk) throw new AppError('seed-not-taken', { image, reason });
    terminal.complain(errorWords('seed-not-taken', { image, reason }).message);
    agreed = isYes(await ask(t('cli.seed.without-question'), signal));
    if (!agreed) throw new AppError('cancelled');
  };
}
