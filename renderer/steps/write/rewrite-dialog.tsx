import type { ReactNode } from 'react';
import { useTopic } from '../../bridge/topics.ts';
import { answerRewrite } from '../../jobs/flash-deeds.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/use-words.ts';

/** Asks whether a block that a card has kept wrong is written once more. The card waits for the answer, the others go on. */
export function RewriteDialog(): ReactNode {
  const { t } = useWords();
  const flash = useTopic('flash');
  const rewrite = flash?.rewrite ?? null;
  if (flash === null || rewrite === null) return null;
  const { target, name, firstWrong, wrongBytes: wrong, wrongBits: flipped } = rewrite;
  const answer = (yes: boolean): void => void answerRewrite({ id: flash.id, target, yes });
  return (
    <Dialog
      // Another card is another question: the focus begins anew, on the safe answer.
      key={target}
      isOpen
      kind="alert"
      // Escape is no answer: giving a card up cannot be taken back, and waiting costs nothing.
      onClose={() => undefined}
      title={t('window.rewrite.title', { name })}
      actions={
        <>
          <Button autoFocus onPress={() => answer(false)}>
            {t('window.rewrite.no')}
          </Button>
          <Button onPress={() => answer(true)}>{t('window.rewrite.yes')}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{t('window.rewrite.text', { firstWrong, wrong, flipped })}</p>
        <p className="text-text-2">{t('window.rewrite.advice')}</p>
      </div>
    </Dialog>
  );
}
