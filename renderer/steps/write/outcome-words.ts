import type { FlashTarget } from '../../../src/contract/window/flash.ts';
import { isFromMedium } from '../../../src/contract/window/flash-verified.ts';
import { windowErrorWords } from '../../../src/words/window-error-words.ts';
import type { Words } from '../../../src/words/words.ts';
import type { Tone } from '../../ui/tone.ts';

/** How a card ended, what is on it now, and what to do next. */
export interface OutcomeWords {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

/** When a card ended, and as which of `count`; null while it has not, and where it was never begun with. */
export function endWords(
  { outcome, end }: Pick<FlashTarget, 'outcome' | 'end'>,
  count: number,
  { t, duration }: Words,
): string | null {
  const afterMs = end?.afterMs ?? null;
  if (outcome === null || afterMs === null) return null;
  return t('window.write.ended.when', {
    kind: outcome.kind,
    place: end?.place ?? null,
    count,
    time: duration(afterMs),
  });
}

/** Null while it has not ended. */
export function outcomeWords(
  { outcome, name }: Pick<FlashTarget, 'outcome' | 'name'>,
  words: Words,
): OutcomeWords | null {
  const { t } = words;
  switch (outcome?.kind) {
    case undefined:
      return null;
    case 'done':
      return {
        tone: isFromMedium(outcome.verified) ? 'ok' : 'info',
        title: t('window.write.ended.done', { verified: outcome.verified }),
        text: t('window.write.ended.all', { bytes: outcome.bytes, verified: outcome.verified }),
      };
    case 'cancelled':
      return {
        tone: 'info',
        title: t('window.write.ended.cancelled'),
        text: t('window.write.ended.state', { state: outcome.state }),
      };
    case 'failed': {
      // A person knows the card by its model, and not by what the kernel calls it.
      const { message, next } = windowErrorWords(words, outcome.code, { ...outcome.facts, device: name });
      const state = t('window.write.ended.left', { state: outcome.state });
      return { tone: 'danger', title: message, text: t('window.write.ended.failed', { state, next }) };
    }
  }
}
