import { useState, type ReactNode } from 'react';
import { useDraftStore } from '../state/use-draft.ts';
import { ConfirmDialog } from '../steps/drive/confirm-dialog.tsx';
import { RewriteDialog } from '../steps/write/rewrite-dialog.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { StartPage } from '../start/start-page.tsx';
import { OutsideDialog } from '../start/outside-dialog.tsx';
import { useOutsideImage } from '../start/use-outside-image.ts';
import { useDiagnosisNote } from './diagnosis-note.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { useKeys } from './keys.ts';
import { ShellContext, type Shell as ShellDeeds } from './use-shell.ts';
import { Way } from './way.tsx';

export interface ShellProps {
  /** Whether a draft was found that can be gone on with. */
  readonly hasDraft: boolean;
}

/** Remembered while the page lives, so that a reload in the middle of a job comes back to it. */
const VIEW_KEY = 'view';

/** Start page or way, and what opens over both: settings, help, and the questions about a card: before it is lost, and while it is verified. */
export function Shell({ hasDraft }: ShellProps): ReactNode {
  const store = useDraftStore();
  const [view, setView] = useState<'start' | 'way'>(() =>
    sessionStorage.getItem(VIEW_KEY) === 'way' ? 'way' : 'start',
  );
  const [canGoOn, setCanGoOn] = useState(hasDraft);
  const [over, setOver] = useState<'settings' | 'help' | null>(null);

  const show = (next: 'start' | 'way'): void => {
    sessionStorage.setItem(VIEW_KEY, next);
    setView(next);
  };
  const deeds: ShellDeeds = {
    openWay: (draft) => {
      if (draft) store.replace(draft);
      setCanGoOn(true);
      show('way');
    },
    openStart: () => show('start'),
    openSettings: () => setOver('settings'),
    openHelp: () => setOver('help'),
  };
  const diagnosis = useDiagnosisNote();
  useKeys({ help: deeds.openHelp, settings: deeds.openSettings, diagnosis: diagnosis.copy });
  const { isOver, refusal, dismiss } = useOutsideImage(deeds.openWay);
  return (
    <ShellContext value={deeds}>
      {view === 'way' ? <Way key="way" /> : <StartPage canGoOn={canGoOn} isDropTarget={isOver} />}
      {diagnosis.note}
      {/* Its own: what fails in the question leaves the job in sight. */}
      <div className="fixed inset-x-0 bottom-20 z-10 mx-auto max-w-168 bg-raised shadow-float empty:hidden">
        <ErrorBoundary>
          <ConfirmDialog />
        </ErrorBoundary>
        <ErrorBoundary>
          <RewriteDialog />
        </ErrorBoundary>
      </div>
      <OutsideDialog refusal={refusal} onClose={dismiss} />
      <SettingsDialog isOpen={over === 'settings'} onClose={() => setOver(null)} />
      <HelpDialog isOpen={over === 'help'} onClose={() => setOver(null)} />
    </ShellContext>
  );
}
