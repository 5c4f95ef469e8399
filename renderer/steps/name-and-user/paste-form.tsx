import { useState, type ReactNode } from 'react';
import { MAX_KEYS_CHARS } from '../../../src/contract/window/keys.ts';
import { call } from '../../bridge/call.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Adding } from './use-adding.ts';

export interface AddFormProps {
  readonly adding: Adding;
  /** Everything that was given has become a key. */
  readonly onDone: () => void;
}

/** Keys that are pasted, one a line. */
export function PasteForm({ adding, onDone }: AddFormProps): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState('');
  const add = async (): Promise<void> => {
    const read = await adding.run(() => call('keys.read', { text }));
    if (read === null) return;
    // A private key does not stay in sight any longer than it takes to see that it is one.
    if (read.problems.some(({ code }) => code === 'ssh-key-private')) setText('');
    else if (read.problems.length === 0 && read.keys.length > 0) onDone();
  };
  return (
    <div className="flex flex-col items-start gap-2 p-2">
      <div className="w-full">
        <TextArea
          label={t('window.step.name-and-user.key.paste.label')}
          help={t('window.step.name-and-user.key.paste.help')}
          isMono
          autoFocus
          value={text}
          onChange={(next) => {
            adding.clear();
            setText(next.slice(0, MAX_KEYS_CHARS));
          }}
        />
      </div>
      <Button
        size="small"
        isBusy={adding.isBusy}
        refusal={text.trim() === '' ? t('window.step.name-and-user.key.paste.empty') : null}
        onPress={() => void add()}
      >
        {t('window.step.name-and-user.key.add')}
      </Button>
    </div>
  );
}
