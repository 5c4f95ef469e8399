import { useState, useSyncExternalStore } from 'react';
import { canOpen, goTo, nextStep, settle, stepBefore, viewSteps, type StepView } from '../../src/core/wizard/flow.ts';
import type { Lack } from '../../src/core/wizard/step.ts';
import type { MessageKey } from '../../src/words/words.ts';
import { useAfterSecrets } from '../secrets/use-after-secrets.ts';
import type { Situation } from '../state/situation.ts';
import { useDraftStore } from '../state/use-draft.ts';
import { createLeftFields, type LeftFields } from '../state/use-field.ts';
import type { Wizard } from '../state/use-wizard.ts';
import { stepsOf } from '../steps/list.ts';
import type { StepDefinition, StepId } from '../steps/step.ts';
import { focusLack } from './focus.ts';
import { useKeys } from './keys.ts';
import { useShell } from './use-shell.ts';

export interface Way {
  readonly here: StepDefinition;
  readonly views: readonly StepView<MessageKey>[];
  readonly left: LeftFields;
  /** What may be said against this step by now: of fields that were left, or of all after Next. */
  readonly lacks: readonly Lack<MessageKey>[];
  /** Whether Next was pressed in vain. */
  readonly hasTried: boolean;
  readonly wizard: Wizard;
}

/** The machine of core over the steps, the draft as where it stands, and the deeds that move it. */
export function useWay(situation: Situation): Way {
  const store = useDraftStore();
  const { openStart } = useShell();
  const steps = stepsOf(situation.draft.way);
  const place = settle(steps, situation, situation.draft);
  const here = steps.find(({ id }) => id === place.step) ?? firstOf(steps);
  const views = viewSteps(steps, situation, place);
  const { left, hasTried, tryNext } = useLeft(here.id, situation.draft.visited, store.edition());
  const all = here.lacks?.(situation) ?? [];
  const lacks = all.filter(({ kind, path }) => kind === 'mend' && (path === undefined ? hasTried : left.has(path)));

  const afterSecrets = useAfterSecrets();
  const open = (step: string | null): void => {
    if (step === null) return;
    const next = goTo(place, step);
    store.change({ step: next.step, visited: [...next.visited] });
    // A failed save is shown in the side bar, and tried again at the next change.
    void store.flush().catch(() => undefined);
  };
  const leave = (): void => {
    here.onLeave?.();
    openStart();
  };
  const wizard: Wizard = {
    views,
    goTo: (step: StepId) => {
      const view = views.find(({ id }) => id === step);
      if (view && canOpen(view)) afterSecrets(() => open(step));
    },
    goNext: () => {
      if (all.length === 0) return open(nextStep(steps, situation, here.id));
      tryNext();
      focusLack(all);
    },
    goBack: () => {
      const before = stepBefore(steps, situation, here.id);
      afterSecrets(() => (before === null ? leave() : open(before)));
    },
    leave: () => afterSecrets(leave),
  };
  useKeys(useStepKeys(wizard));
  return { here, views, left, lacks, hasTried, wizard };
}

interface Entered {
  readonly step: StepId;
  /** Of the draft: what was said against one is not said against the next. */
  readonly edition: number;
  /** The steps that were visited when this one was come to. */
  readonly visited: readonly string[];
  readonly left: LeftFields;
}

/** Which fields of this step were left. One that was visited before shows at once what is to mend; another draft begins anew. */
function useLeft(
  step: StepId,
  visited: readonly string[],
  edition: number,
): { left: LeftFields; hasTried: boolean; tryNext: () => void } {
  const enter = (before: readonly string[]): Entered => {
    const left = fieldsOf(before.includes(step));
    return { step, edition, visited, left };
  };
  const [last, setEntered] = useState(() => enter(visited));
  // The step itself is among the visited ones from now on: whether it was before, only those of the step before tell.
  const isSameDraft = last.edition === edition;
  const entered = isSameDraft && last.step === step ? last : enter(isSameDraft ? last.visited : visited);
  if (entered !== last) setEntered(entered);
  const { left } = entered;
  useSyncExternalStore(left.subscribe, left.version);
  const [tried, setTried] = useState<LeftFields | null>(null);
  const tryNext = (): void => {
    setTried(left);
    left.leaveAll();
  };
  return { left, hasTried: tried === left, tryNext };
}

function fieldsOf(wasVisited: boolean): LeftFields {
  const fields = createLeftFields();
  if (wasVisited) fields.leaveAll();
  return fields;
}

function useStepKeys({ goBack, goTo: go, views }: Wizard): Record<string, () => void> {
  const numbered = views.slice(0, 9).map(({ id }, index) => [`step-${index + 1}`, () => go(id as StepId)] as const);
  return { back: goBack, ...Object.fromEntries(numbered) };
}

function firstOf(steps: readonly StepDefinition[]): StepDefinition {
  const [first] = steps;
  if (!first) throw new Error('a way without steps');
  return first;
}
