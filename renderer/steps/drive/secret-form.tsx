import { useState, type SubmitEvent, type ReactNode } from 'react';
import type { Secret } from '../../../src/contract/window/secrets.ts';
import { call } from '../../bridge/call.ts';
import { keptAnyway } from '../../secrets/unsaved-secrets.ts';
import { Button } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';

export interface SecretFormProps {
  readonly label: string;
  readonly secretOf: (typed: string) => Secret;
}

/** One secret, sent to main and forgotten here. */
export function SecretForm({ label, secretOf }: SecretFormProps): ReactNode {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    keptAnyway(call('secrets.set', secretOf(typed))).then(
      () => setTyped(''),
      (error: unknown) => {
        const { message, next } = errorWords(error);
        setProblem(`${message} ${next}`);
      },
    );
  };
  const change = (value: string): void => {
    setTyped(value);
    setProblem(null);
  };
  return (
    <form className="flex flex-wrap items-start gap-3" onSubmit={send}>
      <div className="min-w-60 flex-1">
        <PasswordField label={label} value={typed} onChange={change} problem={problem} />
      </div>
      <div className="pt-5.5">
        <Button type="submit">{t('window.drive.secrets.keep')}</Button>
      </div>
    </form>
  );
}
