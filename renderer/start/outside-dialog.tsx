import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useErrorWords } from '../words/use-error-words.ts';
import { useWords } from '../words/use-words.ts';
import type { OutsideRefusal } from './use-outside-image.ts';

export interface OutsideDialogProps {
  readonly refusal: OutsideRefusal | null;
  readonly onClose: () => void;
}

/** Why a file that was dropped, or opened with the app, did not open; over whatever page is there. */
export function OutsideDialog({ refusal, onClose }: OutsideDialogProps): ReactNode {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const isBusy = refusal?.kind === 'busy';
  const words = refusal?.kind === 'error' ? errorWords(refusal.thrown) : null;
  return (
    <Dialog
      isOpen={refusal !== null}
      onClose={onClose}
      title={t(isBusy ? 'window.start.busy.title' : 'window.start.outside.title')}
      actions={
        <Button autoFocus onPress={onClose}>
          {t('window.ui.close')}
        </Button>
      }
    >
      {isBusy ? t('window.start.busy.text') : <p>{words?.message}</p>}
      {words !== null && <p className="mt-2 text-text-2">{words.next}</p>}
    </Dialog>
  );
}
