import type { ReactNode } from 'react';
import { useFlashDeeds, writeOnlyChanged } from '../../jobs/flash-deeds.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { useWords } from '../../words/use-words.ts';

/** What most people leave as it is. */
export function WriteOptions(): ReactNode {
  const { t } = useWords();
  const { onlyChanged } = useFlashDeeds();
  return (
    <Checkbox isChosen={onlyChanged} onChange={writeOnlyChanged} helpAt="below" help={t('window.drive.changed.help')}>
      {t('window.drive.changed')}
    </Checkbox>
  );
}
