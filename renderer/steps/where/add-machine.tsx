import { useRef, useState, type ReactNode } from 'react';
import { toAppError, type AppError } from '../../../src/core/errors/app-error.ts';
import { parseDestination } from '../../../src/core/ssh/destination.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';

export interface AddMachineProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Rejects with what is wrong with it. Once the signal is aborted, nothing is to come of it. */
  readonly onAdd: (destination: string, signal: AbortSignal) => Promise<void>;
}

/** Asks for one more machine. */
export function AddMachine({ isOpen, onClose, onAdd }: AddMachineProps): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const asking = useRef<AbortController | null>(null);
  const say = useErrorWords();

  const close = (): void => {
    asking.current?.abort();
    setText('');
    setProblem(null);
    onClose();
  };
  const add = async (): Promise<void> => {
    if (isBusy) return;
    if (parseDestination(text.trim()) === null) return setProblem(t('window.where.add.wrong'));
    const { signal } = (asking.current = new AbortController());
    setBusy(true);
    try {
      await onAdd(text.trim(), signal);
      if (!signal.aborted) close();
    } catch (thrown) {
      if (signal.aborted) return;
      setProblem(wordsOf(toAppError(thrown)));
    } finally {
      setBusy(false);
    }
  };
  const wordsOf = (error: AppError): string => {
    if (error.facts.reason === 'no-machine') return t('window.where.add.wrong');
    const { message, next } = say(error);
    return [message, next].join(' ');
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={t('window.where.add.title')}
      actions={
        <>
          <Button onPress={close}>{t('window.ui.cancel')}</Button>
          <Button variant="primary" isBusy={isBusy} onPress={() => void add()}>
            {t('window.where.add.do')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <p className="mb-4 text-text-2">{t('window.where.add.lead')}</p>
        <TextField
          label={t('window.where.add.machine')}
          help={t('window.where.add.help')}
          problem={problem}
          value={text}
          onChange={(value) => {
            setText(value);
            setProblem(null);
          }}
          isMono
          autoFocus
        />
      </form>
    </Dialog>
  );
}
