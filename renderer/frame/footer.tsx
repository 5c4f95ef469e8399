import { ChevronLeft, ChevronRight, CircleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import type { Lack } from '../../src/core/wizard/step.ts';
import type { MessageKey } from '../../src/words/words.ts';
import { useWizard } from '../state/use-wizard.ts';
import type { FooterAction, StepDefinition, StepId } from '../steps/step.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';
import { useKeys } from './keys.ts';
import { sayLacks } from './say.ts';

export interface FooterProps {
  readonly step: StepDefinition;
  /** What may be said against the step by now. */
  readonly lacks: readonly Lack<MessageKey>[];
}

/** Back left, Next right, and between them what Next will do or why it cannot. */
export function Footer({ step, lacks }: FooterProps): ReactNode {
  const words = useWords();
  const wizard = useWizard();
  const messageId = useId();
  const next = useAction(step.useNext);
  const back = useAction(step.useBack);
  const { t } = words;
  const press = next?.onPress ?? wizard.goNext;
  const isOff = (next?.refusal ?? null) !== null || next?.isBusy === true;
  // Also where there is nothing to do: to a button that has the focus, Ctrl+Enter would be Enter.
  useKeys({ next: () => (next && !isOff ? press() : undefined) });
  const problem = lacks.length > 0 ? sayLacks(words, lacks) : null;
  return (
    // It keeps the scroll bar's place too, so that its buttons end where the page does.
    <footer className="grid min-h-(--nb-footer) flex-none items-center overflow-hidden [scrollbar-gutter:stable] border-t border-line bg-canvas px-(--nb-gutter) py-2">
      <div className="mx-auto flex w-full max-w-(--nb-wide) items-center gap-3">
        {back && (
          <Button
            icon={back.icon ?? (back.label === undefined ? ChevronLeft : undefined)}
            onPress={back.onPress ?? wizard.goBack}
            refusal={back.refusal}
            isBusy={back.isBusy}
          >
            {back.label ?? t('window.frame.back')}
          </Button>
        )}
        <div
          id={messageId}
          role="status"
          className="flex min-w-0 flex-1 items-center justify-end gap-2 pe-1 text-end text-small"
        >
          {problem === null ? (
            <span className="text-text-2">{next?.refusal ?? next?.hint ?? (next && nextName(wizard, t, step.id))}</span>
          ) : (
            <>
              <Icon of={CircleAlert} size="small" className="text-danger-text" />
              <span className="text-danger-text">{problem}</span>
            </>
          )}
        </div>
        {next && (
          <Button
            variant="primary"
            iconAfter={next.icon === null ? undefined : ChevronRight}
            isBusy={next.isBusy}
            isRefused={isOff && next.isBusy !== true}
            describedBy={messageId}
            onPress={press}
          >
            {next.label ?? t('window.frame.next')}
          </Button>
        )}
      </div>
    </footer>
  );
}

const DEFAULT: FooterAction = {};

/** A step without an action of its own has the usual one. Which it is never changes while a footer lives: it has a key. */
function useAction(useOwn: (() => FooterAction | null) | undefined): FooterAction | null {
  const own = useOwn ?? useDefault;
  return own();
}

function useDefault(): FooterAction {
  return DEFAULT;
}

/** "Next: Name and user"; nothing after the last step. */
function nextName(
  { views }: ReturnType<typeof useWizard>,
  t: ReturnType<typeof useWords>['t'],
  here: StepId,
): string | null {
  const at = views.findIndex(({ id }) => id === here);
  const next = views.slice(at + 1).find(({ mark }) => mark.type !== 'skipped');
  return next ? t('window.frame.next-is', { step: t(`window.step.${next.id as StepId}.name`) }) : null;
}
