import { useState, type ReactNode } from 'react';
import { boardOfAnswers } from '../../state/board-of.ts';
import { answerAt } from '../../state/draft-store.ts';
import { useDraft } from '../../state/use-draft.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { useWords } from '../../words/use-words.ts';
import { AutoUpgrade } from './auto-upgrade.tsx';
import { ConfigTxt } from './config-txt.tsx';
import { OnOff } from './on-off.tsx';

/** What most people can leave as it is. Open when there is something in it already. */
export function AdvancedExtras(): ReactNode {
  const { t } = useWords();
  const { answers } = useDraft();
  const board = boardOfAnswers(answers);
  const lines = answerAt(answers, 'configTxt');
  const isUsed =
    (Array.isArray(lines) && lines.length > 0) ||
    answers.ubootIgnoresKeys === true ||
    (answerAt(answers, 'services.autoUpgrade') ?? null) !== null;
  const [isOpen, setOpen] = useState(isUsed);
  return (
    <Disclosure title={t('window.extras.advanced')} isOpen={isOpen} onToggle={setOpen}>
      <div className="flex flex-col gap-3">
        <ConfigTxt />
        {board?.uboot !== false && (
          <OnOff path="ubootIgnoresKeys" byDefault={false} help={t('window.extras.uboot.help')}>
            {t('window.extras.uboot')}
          </OnOff>
        )}
        <AutoUpgrade />
        <OnOff path="services.garbageCollection" byDefault={true} help={t('window.extras.garbage.help')}>
          {t('window.extras.garbage')}
        </OnOff>
      </div>
    </Disclosure>
  );
}
