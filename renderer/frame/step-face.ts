import { canOpen, type StepView } from '../../src/core/wizard/flow.ts';
import type { Lack } from '../../src/core/wizard/step.ts';
import type { MessageKey, Words } from '../../src/words/words.ts';
import type { Situation } from '../state/situation.ts';
import { STEPS } from '../steps/list.ts';
import type { StepId } from '../steps/step.ts';
import { say, sayLacks } from './say.ts';

/** What is shown of a step wherever the steps are listed. */
export interface StepFace {
  readonly id: StepId;
  readonly isHere: boolean;
  readonly isOpen: boolean;
  readonly mark: StepView['mark']['type'];
  readonly name: string;
  /** The mark in words; null for the step that is open. */
  readonly markWords: string | null;
  /** The answer in two words, a live number, or how much is to mend; null for none. */
  readonly answer: string | null;
  /** Whether `answer` says how much is to mend. */
  readonly isToMend: boolean;
  /** Why the step cannot be opened, or what is to mend; null for neither. */
  readonly reason: string | null;
}

/** Of one step. `shownLacks` is what may be said against the step that is open. */
export function stepFace(
  view: StepView<MessageKey>,
  shownLacks: readonly Lack<MessageKey>[],
  situation: Situation,
  words: Words,
): StepFace {
  const { mark } = view;
  // Views are made of the steps of the list.
  const id = view.id as StepId;
  const isHere = mark.type === 'here';
  const toMend = isHere ? shownLacks : mark.type === 'mend' ? mark.lacks : [];
  const isToMend = toMend.length > 0;
  const own = STEPS.find((step) => step.id === id)?.answer(situation, words) ?? null;
  return {
    id,
    isHere,
    isOpen: canOpen(view),
    mark: isToMend && !isHere ? 'mend' : mark.type,
    name: words.t(`window.step.${id}.name`),
    markWords: markWords(view, words),
    answer: isToMend ? words.t('window.frame.to-mend', { count: toMend.length }) : own,
    isToMend,
    reason: closedNote(view, words) ?? sayLacks(words, toMend),
  };
}

/** Why a step cannot be opened; null when it can. */
function closedNote({ mark, reach }: StepView<MessageKey>, words: Words): string | null {
  if (mark.type === 'skipped') return say(words, mark.reason);
  switch (reach.type) {
    case 'open':
      return null;
    case 'after':
      return words.t('window.frame.after', { step: words.t(`window.step.${reach.step as StepId}.name`) });
    case 'barred':
      return say(words, reach.reason);
  }
}

function markWords({ mark }: StepView<MessageKey>, { t }: Words): string | null {
  switch (mark.type) {
    case 'here':
      return null;
    case 'to-come':
    case 'done':
      return t(`window.frame.mark.${mark.type}`);
    case 'skipped':
      return t('window.frame.mark.skipped');
    case 'mend':
      return t('window.frame.mark.mend', { count: mark.lacks.length });
  }
}
