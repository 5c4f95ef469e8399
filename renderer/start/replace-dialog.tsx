import type { ReactNode } from 'react';
import { useDraft } from '../state/use-draft.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/use-words.ts';
import { nameOf } from './unsaved.ts';

/** What takes the place of the answers: a Pi that is described anew, or another one's answers. */
export type Replacement = 'new' | 'other';

export interface ReplaceDialogProps {
  /** Null: nothing is asked. */
  readonly by: Replacement | null;
  readonly onClose: () => void;
  readonly onYes: () => void;
}

/** Asked before answers that are in no project are replaced. */
export function ReplaceDialog({ by, onClose, onYes }: ReplaceDialogProps): ReactNode {
  const { t } = useWords();
  const name = nameOf(useDraft().answers);
  return (
    <Dialog
      kind="alert"
      isOpen={by !== null}
      onClose={onClose}
      title={t(by === 'other' ? 'window.start.replace.other-title' : 'window.start.replace.title')}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {t('window.ui.cancel')}
          </Button>
          <Button variant="danger" onPress={onYes}>
            {t(by === 'other' ? 'window.start.replace.other-yes' : 'window.start.replace.yes')}
          </Button>
        </>
      }
    >
      {name === null ? t('window.start.replace.text-nameless') : t('window.start.replace.text', { name })}
    </Dialog>
  );
}
