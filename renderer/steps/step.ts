import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { WizardStep } from '../../src/core/wizard/step.ts';
import type { MessageKey, Words } from '../../src/words/words.ts';
import type { Situation } from '../state/situation.ts';

export type StepGroup = 'describe' | 'build' | 'card';

export type StepId =
  | 'board'
  | 'name-and-user'
  | 'network'
  | 'region'
  | 'extras'
  | 'where'
  | 'review'
  | 'build'
  | 'drive'
  | 'write'
  | 'done';

/** A button of the footer. */
export interface FooterAction {
  /** Other words than "Next" or "Back"; what opens a question ends in "…". */
  readonly label?: string;
  /** Of Back: before its words. `null` of Next: without its arrow, for it leads nowhere. */
  readonly icon?: LucideIcon | null;
  /** What it will do; by default the name of the next step. */
  readonly hint?: string;
  /** Why it cannot be pressed; null when it can. What the step lacks need not be repeated: pressing leads to it. */
  readonly refusal?: string | null;
  readonly isBusy?: boolean;
  /** Instead of going to the next (or former) step. */
  readonly onPress?: () => void;
}

/** A step of the window: `renderer/steps/<id>/step.tsx` exports one, `list.ts` has them in order. */
export interface StepDefinition extends WizardStep<Situation, MessageKey> {
  readonly id: StepId;
  readonly group: StepGroup;
  /** The answer in two words for the side bar, or the live read-out ("64 %"); null for none. */
  readonly answer: (situation: Situation, words: Words) => string | null;
  /** The page's body. Title, sentence and "Why am I asked this?" are `window.step.<id>.{name,title,sentence,why}`. */
  readonly Page: ComponentType;
  /** Another sentence under the title than `window.step.<id>.sentence`: with names in it. */
  readonly sentence?: (situation: Situation, words: Words) => string;
  /** What is wrong with the system, under the title until it is mended. */
  readonly Banner?: ComponentType;
  /** Before the title: a mark of how it ended. */
  readonly Figure?: ComponentType;
  /** Beside the title, before "Why am I asked this?". */
  readonly Aside?: ComponentType;
  /** What Next is; null for no Next. By default it goes to the next step when nothing is lacking. */
  readonly useNext?: () => FooterAction | null;
  /** What stands in Back's place; null for nothing. */
  readonly useBack?: () => FooterAction | null;
  /** What else happens when the person goes from it to the start page. */
  readonly onLeave?: () => void;
}
