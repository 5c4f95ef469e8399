import { ChevronDown, CircleHelp, House, Settings2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StepView } from '../../src/core/wizard/flow.ts';
import type { Lack } from '../../src/core/wizard/step.ts';
import type { MessageKey, Words } from '../../src/words/words.ts';
import type { Situation } from '../state/situation.ts';
import { useSaveState } from '../state/use-draft.ts';
import { useWizard } from '../state/use-wizard.ts';
import type { StepId } from '../steps/step.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu, type MenuChoice } from '../ui/menu.tsx';
import { useWords } from '../words/use-words.ts';
import { stepFace, type StepFace } from './step-face.ts';
import { StepMark } from './step-mark.tsx';
import { useShell } from './use-shell.ts';

export interface StepMenuProps {
  readonly views: readonly StepView<MessageKey>[];
  /** What may be said against the step that is open. */
  readonly shownLacks: readonly Lack<MessageKey>[];
  readonly situation: Situation;
}

/** As wide as the marks of the steps below it. */
const HOME = (
  <span className="grid size-4.5 flex-none place-items-center">
    <Icon of={House} size="small" />
  </span>
);

/** The side bar where there is no room for one, which only very large text reaches: a line that opens the steps. */
export function StepMenu({ views, shownLacks, situation }: StepMenuProps): ReactNode {
  const words = useWords();
  const { goTo, leave } = useWizard();
  const { openHelp, openSettings } = useShell();
  const saveState = useSaveState();
  const { t } = words;
  const faces = views.map((view) => stepFace(view, shownLacks, situation, words));
  const at = faces.findIndex(({ isHere }) => isHere);
  const choices: readonly MenuChoice<StepId | 'start'>[] = [
    { id: 'start', text: t('window.frame.start-page'), mark: HOME },
    ...faces.map((face) => choiceOf(face, words)),
  ];
  return (
    <nav
      aria-label={t('window.frame.steps')}
      className="flex flex-none flex-wrap items-center gap-1 border-b border-line bg-sunken px-3 py-1 fold:hidden"
    >
      <Menu label={t('window.frame.steps')} choices={choices} onChoose={(id) => (id === 'start' ? leave() : goTo(id))}>
        <Button variant="quiet" iconAfter={ChevronDown}>
          {t('window.frame.menu', { number: at + 1, count: faces.length, step: faces[at]?.name ?? null })}
        </Button>
      </Menu>
      <span role="status" className="min-w-0 flex-1 text-note text-danger-text">
        {saveState === 'failed' && t('window.frame.draft.failed')}
      </span>
      <IconButton icon={CircleHelp} label={t('window.frame.help')} onPress={openHelp} />
      <IconButton icon={Settings2} label={t('window.frame.settings')} onPress={openSettings} />
    </nav>
  );
}

/** A step's row: under its name what the side bar has beside it, and the reason that is a tooltip there. */
function choiceOf(face: StepFace, { t }: Words): MenuChoice<StepId> {
  const { id, name, mark, markWords, answer, reason, isOpen, isHere, isToMend } = face;
  return {
    id,
    text: name,
    mark: <StepMark type={mark} />,
    markWords: isHere ? t('window.frame.mark.here') : markWords,
    details: [answer, reason].filter((detail) => detail !== null),
    isWarning: isToMend,
    isRefused: !isOpen,
  };
}
