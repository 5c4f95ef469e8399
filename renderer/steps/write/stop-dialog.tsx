import type { ReactNode } from 'react';
import { useTopic } from '../../bridge/topics.ts';
import { askToStop, stopFlash, useFlashDeeds } from '../../jobs/flash-deeds.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/use-words.ts';

/** Asks before a card is left unfinished. It closes by itself when there is nothing to stop any more. */
export function StopDialog(): ReactNode {
  const { t } = useWords();
  const { isStopping } = useFlashDeeds();
  const flash = useTopic('flash');
  const keep = (): void => askToStop(false);
  return (
    <Dialog
      kind="alert"
      isOpen={isStopping && flash?.state === 'running'}
      onClose={keep}
      title={t('window.write.cancel.title')}
      actions={
        <>
          <Button autoFocus onPress={keep}>
            {t('window.write.cancel.keep')}
          </Button>
          <Button variant="danger" onPress={() => void stopFlash()}>
            {t('window.write.cancel.yes')}
          </Button>
        </>
      }
    >
      {t('window.write.cancel.text')}
    </Dialog>
  );
}
