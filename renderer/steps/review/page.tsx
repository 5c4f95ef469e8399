import { Lock } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useIsDemo } from '../../state/app-facts.ts';
import { useDraft } from '../../state/use-draft.ts';
import { PLACES } from '../../state/places/place-store.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../words/use-words.ts';
import { AnswersPanel } from './answers-panel.tsx';
import { FILES_HEIGHT, FilesPanel } from './files-panel.tsx';
import { Notices } from './notices.tsx';
import { ProjectActions } from './project-actions.tsx';
import { REVIEW } from './review-store.ts';
import { useReview } from './use-review.ts';

/** Every answer, and beside it the files of the project as they would be. */
export function ReviewPage(): ReactNode {
  const { t } = useWords();
  const { answers } = useDraft();
  const { preview } = useReview();
  const isDemo = useIsDemo();
  useEffect(() => void REVIEW.look(answers), [answers]);
  // The name of the place; what it takes was asked for on its own step.
  useEffect(() => void PLACES.list().catch(() => undefined), []);
  return (
    <div className="flex flex-col gap-3">
      <Notices />
      <div className="grid grid-cols-1 gap-4 fold:grid-cols-[minmax(0,15rem)_minmax(0,1fr)] wide:grid-cols-[minmax(0,19.5rem)_minmax(0,1fr)]">
        <AnswersPanel />
        <div className="flex min-w-0 flex-col gap-2">
          <ProjectActions />
          {preview === null ? (
            <div style={{ height: FILES_HEIGHT }} className="rounded-panel border border-line bg-surface" aria-hidden />
          ) : (
            <>
              <FilesPanel preview={preview} />
              {!isDemo && (
                <p className="text-small break-words text-text-2">
                  {t(`window.review.where.${preview.step}`, { folder: preview.shown })}
                </p>
              )}
            </>
          )}
          <p className="flex gap-2 text-small text-text-2">
            <Icon of={Lock} size="small" className="mt-0.5" />
            <span>{t('window.review.secrets')}</span>
          </p>
        </div>
      </div>
    </div>
  );
}
