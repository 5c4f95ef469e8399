import type { FlashTarget, FlashTopic } from '../../../src/contract/window/flash.ts';
import { howVerified } from '../../../src/contract/window/flash-verified.ts';
import type { Words } from '../../../src/words/words.ts';
import { call } from '../../bridge/call.ts';
import { clearFlash } from '../../jobs/flash-deeds.ts';
import { rightTargets } from '../../jobs/flash-ends.ts';
import { useWizard } from '../../state/use-wizard.ts';
import { useWords } from '../../words/use-words.ts';
import type { FooterAction, StepDefinition } from '../step.ts';
import { SdCard } from '../../ui/sd-card.ts';
import { DoneMark } from './done-mark.tsx';
import { DonePage } from './page.tsx';

export const doneStep: StepDefinition = {
  id: 'done',
  group: 'card',
  bars: ({ topics: { flash } }) => (rightTargets(flash).length > 0 ? null : { key: 'window.done.lack' }),
  answer: () => null,
  sentence: ({ topics: { flash } }, words) => (flash === null ? '' : sentenceOf(flash, words)),
  Figure: DoneMark,
  Page: DonePage,
  useNext: useClose,
  useBack: useAnother,
  // The page can be come back to, with its receipt; a further card asks for the secrets anew.
  onLeave: () => void call('flash.leave').catch(() => undefined),
};

function sentenceOf(flash: FlashTopic, { t }: Words): string {
  const right = rightTargets(flash);
  const verified = howVerified(right);
  const [first] = right;
  if (first === undefined || right.length > 1)
    return t('window.done.sentence-several', { count: right.length, verified });
  return t('window.done.sentence', { verified, place: placeOf(first) });
}

/** A file is nowhere to be taken out of, and a card that is still held by the system is not to be taken out yet. */
function placeOf({ drive, outcome }: FlashTarget): 'file' | 'ejected' | 'held' {
  if (drive === null) return 'file';
  return outcome?.kind === 'done' && outcome.ejected ? 'ejected' : 'held';
}

/** Everything is kept: only the drive is asked for, and the next card gets a seed of its own. */
function useAnother(): FooterAction {
  const { t } = useWords();
  const { goTo } = useWizard();
  return {
    label: t('window.done.another'),
    icon: SdCard,
    onPress: () => {
      goTo('drive');
      void clearFlash();
    },
  };
}

/** Done with it: what was kept for it is forgotten. */
function useClose(): FooterAction {
  const { t } = useWords();
  const { leave } = useWizard();
  return {
    label: t('window.done.close'),
    icon: null,
    hint: '',
    onPress: () => {
      leave();
      void call('flash.finish').catch(() => undefined);
    },
  };
}
