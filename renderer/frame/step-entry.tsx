import { useId, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { StepView } from '../../src/core/wizard/flow.ts';
import type { Lack } from '../../src/core/wizard/step.ts';
import type { MessageKey } from '../../src/words/words.ts';
import type { Situation } from '../state/situation.ts';
import { useWizard } from '../state/use-wizard.ts';
import { classes } from '../ui/classes.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { useWords } from '../words/use-words.ts';
import { stepFace } from './step-face.ts';
import { StepMark } from './step-mark.tsx';

export interface StepEntryProps {
  readonly view: StepView<MessageKey>;
  readonly shownLacks: readonly Lack<MessageKey>[];
  readonly situation: Situation;
}

/** Letters. A live number or two words stay whole, and the name beside them takes two lines; a longer answer gives way. */
const MOST_SHORT = 16;

/** A step in the side bar: mark, name, and its answer in two words or a live number. */
export function StepEntry({ view, shownLacks, situation }: StepEntryProps): ReactNode {
  const words = useWords();
  const { goTo } = useWizard();
  const noteId = useId();
  const face = stepFace(view, shownLacks, situation, words);
  const { isHere, isOpen, isToMend, answer, reason } = face;
  return (
    <li>
      {/* Seen only where the answer is cut, or the step cannot be opened; read out in any case. */}
      <Tooltip text={reason ?? answer}>
        <Button
          aria-current={isHere ? 'step' : undefined}
          aria-disabled={!isOpen || undefined}
          aria-describedby={noteId}
          onPress={() => goTo(face.id)}
          className={classes(
            'flex min-h-8 w-full items-center gap-2.5 rounded-control px-2 py-1 text-start text-small',
            isHere
              ? 'bg-surface font-head text-text inset-ring inset-ring-line forced-colors:not-data-focus-visible:[outline:1px_solid_CanvasText]'
              : isOpen
                ? 'text-text-2 data-hovered:bg-hover data-pressed:bg-surface'
                : 'text-text-3',
          )}
        >
          <StepMark type={face.mark} />
          {/* In Chinese and Japanese a line may end in the middle of a word: of a name of one word it must not. */}
          <span className="break-keep">{face.name}</span>
          <VisuallyHidden>{face.markWords}</VisuallyHidden>
          {answer !== null && (
            <span
              className={classes(
                'ms-auto truncate text-note font-text tabular-nums',
                answer.length > MOST_SHORT ? 'min-w-20' : 'max-w-24 flex-none',
                isToMend ? 'text-danger-text' : isHere ? 'text-text-2' : 'text-text-3',
              )}
            >
              {answer}
            </span>
          )}
        </Button>
      </Tooltip>
      <span hidden id={noteId}>
        {reason}
      </span>
    </li>
  );
}
