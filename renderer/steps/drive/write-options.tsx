import type { ReactNode } from 'react';
import { setFlashOptions, useFlashDeeds } from '../../jobs/flash-deeds.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { useWords } from '../../words/use-words.ts';

/** What most people leave as it is. */
export function WriteOptions(): ReactNode {
  const { t } = useWords();
  const { probe, onlyChanges } = useFlashDeeds();
  return (
    <Disclosure title={t('window.drive.options')}>
      <Checkbox isChosen={probe} onChange={(on) => setFlashOptions({ probe: on })} help={t('window.drive.probe.help')}>
        {t('window.drive.probe')}
      </Checkbox>
      <Checkbox
        isChosen={onlyChanges}
        onChange={(on) => setFlashOptions({ onlyChanges: on })}
        help={t('window.drive.changes.help')}
      >
        {t('window.drive.changes')}
      </Checkbox>
    </Disclosure>
  );
}
