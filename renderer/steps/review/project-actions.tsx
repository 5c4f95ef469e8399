import { useState, type ReactNode } from 'react';
import { call } from '../../bridge/call.ts';
import { ReplaceDialog } from '../../start/replace-dialog.tsx';
import { useUnsaved } from '../../start/use-unsaved.ts';
import { useDraftStore } from '../../state/use-draft.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';
import { REVIEW } from './review-store.ts';
import { useReview } from './use-review.ts';

type Deed = 'save-as' | 'export' | 'import';

/** The project and its answers, elsewhere and from elsewhere. */
export function ProjectActions(): ReactNode {
  const { t } = useWords();
  const say = useErrorWords();
  const store = useDraftStore();
  const { saved } = useReview();
  const [running, setRunning] = useState<Deed | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [exported, setExported] = useState<string | null>(null);
  const isUnsaved = useUnsaved();
  const [isAsking, setAsking] = useState(false);

  const run = async (deed: Deed, work: () => Promise<unknown>): Promise<void> => {
    setRunning(deed);
    setProblem(null);
    setExported(null);
    try {
      await store.flush();
      await work();
    } catch (thrown) {
      const { message, next } = say(thrown);
      setProblem(t('window.review.failed', { message, next }));
    } finally {
      setRunning(null);
    }
  };
  const takeAnswers = async (): Promise<void> => {
    const taken = await call('projects.importAnswers');
    if (taken === null) return;
    store.replace(taken.draft);
    REVIEW.tookOver(taken.dropped);
  };
  const button = (deed: Deed, label: string, onPress: () => void): ReactNode => (
    <Button size="small" isBusy={running === deed} onPress={onPress}>
      {label}
    </Button>
  );
  const { answers } = store.get();
  return (
    <div className="flex flex-col">
      <div className="flex flex-wrap gap-2">
        {button('save-as', t('window.review.save-as'), () => void run('save-as', () => REVIEW.saveAs(answers)))}
        {button(
          'export',
          t('window.review.export'),
          () => void run('export', async () => setExported(await call('projects.exportAnswers', { answers }))),
        )}
        {button('import', t('window.review.import'), () =>
          isUnsaved ? setAsking(true) : void run('import', takeAnswers),
        )}
      </div>
      <p role="status" className="text-small break-words text-text-2 not-empty:mt-2">
        {exported !== null && t('window.review.exported', { file: exported })}
        {exported === null && saved !== null && t('window.review.saved', { folder: saved.shown })}
      </p>
      {problem !== null && (
        <div className="mt-2">
          <Banner tone="danger">{problem}</Banner>
        </div>
      )}
      <ReplaceDialog
        by={isAsking ? 'other' : null}
        onClose={() => setAsking(false)}
        onYes={() => {
          setAsking(false);
          void run('import', takeAnswers);
        }}
      />
    </div>
  );
}
