import { CircleHelp, Settings2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { StepView } from '../../src/core/wizard/flow.ts';
import type { Lack } from '../../src/core/wizard/step.ts';
import type { MessageKey } from '../../src/words/words.ts';
import { Mark } from '../drawings/mark.tsx';
import type { Situation } from '../state/situation.ts';
import { useSavedAt, useSaveState } from '../state/use-draft.ts';
import { useWizard } from '../state/use-wizard.ts';
import type { StepGroup } from '../steps/step.ts';
import { IconButton } from '../ui/button.tsx';
import { useWords } from '../words/use-words.ts';
import { StepEntry } from './step-entry.tsx';
import { useShell } from './use-shell.ts';

export interface SideBarProps {
  readonly views: readonly StepView<MessageKey>[];
  /** What may be said against the step that is open. */
  readonly shownLacks: readonly Lack<MessageKey>[];
  readonly situation: Situation;
}

const GROUPS: readonly StepGroup[] = ['describe', 'build', 'card'];

/** Every step in its group, with its state and its answer; below them the draft's state, help and settings. */
export function SideBar({ views, shownLacks, situation }: SideBarProps): ReactNode {
  const { t } = useWords();
  const { leave } = useWizard();
  return (
    <nav
      aria-label={t('window.frame.steps')}
      className="hidden w-(--nb-sidebar) flex-none flex-col border-e border-line bg-sunken fold:flex"
    >
      <div className="flex h-16 flex-none items-center px-3">
        <Button
          aria-label={t('window.frame.start-page')}
          onPress={leave}
          className="flex h-9 items-center gap-2.5 rounded-control px-2 text-[0.9375rem] font-head data-hovered:bg-hover"
        >
          <Mark />
          Nixberry
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-auto px-3 pb-3">
        {GROUPS.map((group) => {
          const steps = views.filter((view) => view.group === group);
          if (steps.length === 0) return null;
          return (
            <section key={group} aria-label={t(`window.group.${group}`)} className="mt-5 first:mt-1">
              <h2 aria-hidden className="mb-1.5 px-2 text-note font-label text-text-3">
                {t(`window.group.${group}`)}
              </h2>
              <ol>
                {steps.map((view) => (
                  <StepEntry key={view.id} view={view} shownLacks={shownLacks} situation={situation} />
                ))}
              </ol>
            </section>
          );
        })}
      </div>
      <SideFoot situation={situation} />
    </nav>
  );
}

function SideFoot({ situation }: Pick<SideBarProps, 'situation'>): ReactNode {
  const { t } = useWords();
  const { openHelp, openSettings } = useShell();
  const state = useSaveState();
  const words = useFootWords(situation);
  return (
    <div className="flex min-h-(--nb-footer) flex-none items-center gap-1 border-t border-line ps-5 pe-3 text-note">
      <span className={`min-w-0 flex-1 ${state === 'failed' ? 'text-danger-text' : 'text-text-3'}`}>{words}</span>
      <IconButton icon={CircleHelp} label={t('window.frame.help')} onPress={openHelp} />
      <IconButton icon={Settings2} label={t('window.frame.settings')} onPress={openSettings} />
    </div>
  );
}

/** While a job keeps the computer awake, that stands in the place of the draft's state, unless the draft is in danger. */
function useFootWords({ topics: { awake, build, flash } }: Situation): string {
  const { t, clock } = useWords();
  const state = useSaveState();
  const savedAt = useSavedAt();
  const job = flash?.state === 'running' ? 'write' : build?.state === 'running' ? 'build' : null;
  if (awake && job !== null && state !== 'failed') return t('window.frame.awake', { job });
  if (state === 'saved' && savedAt !== null) return t('window.frame.draft.saved-at', { time: clock(savedAt) });
  return t(`window.frame.draft.${state}`);
}
