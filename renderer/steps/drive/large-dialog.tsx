import type { ReactNode } from 'react';
import { call } from '../../bridge/call.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/use-words.ts';

export interface QuestionProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks before drives are let in that are most likely somebody's archive. */
export function LargeDialog({ isOpen, onClose }: QuestionProps): ReactNode {
  const { t } = useWords();
  const allow = (): void => {
    onClose();
    void call('drives.allowLarge', { allow: true }).catch(() => undefined);
  };
  return (
    <Dialog
      kind="alert"
      isOpen={isOpen}
      onClose={onClose}
      title={t('window.drive.large.title')}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {t('window.ui.cancel')}
          </Button>
          <Button onPress={allow}>{t('window.drive.large.yes')}</Button>
        </>
      }
    >
      {t('window.drive.large.text')}
    </Dialog>
  );
}
