import { useState, type ReactNode } from 'react';
import { isGithubUser } from '../../../src/contract/window/keys.ts';
import { call } from '../../bridge/call.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/use-words.ts';
import type { AddFormProps } from './paste-form.tsx';

/** The keys that an account has at GitHub. */
export function GithubForm({ adding, onDone }: AddFormProps): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [isLeft, setLeft] = useState(false);
  const user = text.trim().replace(/^@/, '');
  const isGood = isGithubUser(user);
  const fetchKeys = async (): Promise<void> => {
    const read = await adding.run(() => call('keys.github', { user }));
    if (read !== null && read.keys.length > 0) onDone();
  };
  return (
    <form
      className="flex flex-col items-start gap-2 p-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isGood && !adding.isBusy) void fetchKeys();
      }}
    >
      <div className="w-full max-w-80">
        <TextField
          label={t('window.step.name-and-user.key.github.label')}
          help={t('window.step.name-and-user.key.github.help')}
          autoFocus
          value={text}
          onChange={(next) => {
            adding.clear();
            setLeft(false);
            setText(next);
          }}
          onBlur={() => setLeft(true)}
          problem={isLeft && user !== '' && !isGood ? t('window.step.name-and-user.key.github.no-name') : null}
        />
      </div>
      <Button
        type="submit"
        size="small"
        isBusy={adding.isBusy}
        refusal={isGood ? null : t('window.step.name-and-user.key.github.empty')}
      >
        {t('window.step.name-and-user.key.github.fetch')}
      </Button>
    </form>
  );
}
