import type { ReactNode } from 'react';
import { windowErrorWords } from '../../../src/words/window-error-words.ts';
import { useTopic } from '../../bridge/topics.ts';
import { DiagnosisButton } from '../../frame/diagnosis-button.tsx';
import { useFlashDeeds } from '../../jobs/flash-deeds.ts';
import { hasBegun } from '../../jobs/flash-ends.ts';
import { Banner } from '../../ui/banner.tsx';
import { useWords } from '../../words/use-words.ts';

/** What is wrong before a card is touched: drives cannot be listed, a job did not begin. */
export function DriveBanner(): ReactNode {
  const words = useWords();
  const { t } = words;
  const drives = useTopic('drives');
  const flash = useTopic('flash');
  const { error: refused } = useFlashDeeds();
  const notBegun = flash?.state === 'failed' && !hasBegun(flash) ? flash.error : null;
  const error = flash?.state === 'asking' ? null : (refused ?? notBegun);
  const said = error && windowErrorWords(words, error.code, error.facts);
  const listing = drives?.state === 'failed' ? drives.error : null;
  if (said === null && listing === null) return null;
  return (
    <div className="flex flex-col gap-3">
      {said && (
        <Banner tone="danger" title={said.message} actions={<DiagnosisButton />}>
          {t('window.drive.not-begun', { next: said.next })}
        </Banner>
      )}
      {listing && (
        <Banner tone="warn" title={t('window.drive.none.failed')}>
          {t('window.drive.none.failed-next')}
        </Banner>
      )}
    </div>
  );
}
