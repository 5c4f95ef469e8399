import { createContext, useContext } from 'react';
import type { StepView } from '../../src/core/wizard/flow.ts';
import type { MessageKey } from '../../src/words/words.ts';
import type { StepId } from '../steps/step.ts';

/** The way as a page may use it. */
export interface Wizard {
  /** Every step of the way with its mark and whether it can be gone to. */
  readonly views: readonly StepView<MessageKey>[];
  /** Goes to a step when it can be gone to; otherwise nothing happens. */
  readonly goTo: (step: StepId) => void;
  /** What Next does by default: what is lacking is shown, and with nothing lacking the next step opens. */
  readonly goNext: () => void;
  readonly goBack: () => void;
  /** To the start page; the draft stays. */
  readonly leave: () => void;
}

export const WizardContext = createContext<Wizard | null>(null);

/** The way: for links from page to page ("Change" on the review). */
export function useWizard(): Wizard {
  const wizard = useContext(WizardContext);
  if (!wizard) throw new Error('no way here');
  return wizard;
}
