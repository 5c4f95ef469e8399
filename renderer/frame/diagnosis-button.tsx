import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/use-words.ts';
import { useDiagnosisNote } from './diagnosis-note.tsx';

/** Beside an error that ended a job: what its keys do as well, for those who do not know of them. */
export function DiagnosisButton(): ReactNode {
  const { t } = useWords();
  const { copy, note } = useDiagnosisNote();
  return (
    <>
      <Button size="small" variant="quiet" onPress={copy}>
        {t('window.frame.key.diagnosis')}
      </Button>
      {note}
    </>
  );
}
