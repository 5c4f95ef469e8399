import type { TargetView } from '../../core/flash/progress.ts';
import { t } from '../words.ts';

/**
 * How a target ended, in a few words; empty while it has not. Of one of several, `count` in all, when it did so: a done one as
 * which of them.
 */
export function endWords({ outcome, end }: Pick<TargetView, 'outcome' | 'end'>, count: number): string {
  if (outcome === null) return '';
  const short = t(`cli.flash.${outcome.kind}`);
  const ms = end?.afterMs ?? null;
  if (count < 2 || ms === null) return short;
  switch (outcome.kind) {
    case 'done':
      return t('cli.flash.done-of', { place: end?.place ?? null, count, ms });
    case 'failed':
      return t('cli.flash.failed-after', { ms });
    case 'cancelled':
      return short;
  }
}
