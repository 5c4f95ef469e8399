import type { ReactNode } from 'react';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/use-words.ts';
import { useDiagnosisNote } from './diagnosis-note.tsx';

export interface BrokenProps {
  readonly onAgain: () => void;
}

/** In place of a page that has failed. */
export function Broken({ onAgain }: BrokenProps): ReactNode {
  const { t } = useWords();
  const { copy, note } = useDiagnosisNote();
  return (
    <div className="p-6">
      <Banner
        tone="danger"
        title={t('window.frame.broken.title')}
        actions={
          <>
            <Button size="small" onPress={onAgain}>
              {t('window.frame.broken.again')}
            </Button>
            <Button size="small" variant="quiet" onPress={copy}>
              {t('window.frame.broken.copy')}
            </Button>
          </>
        }
      >
        {t('window.frame.broken.text')}
      </Banner>
      {note}
    </div>
  );
}
