import { useEffect, useState, type ReactNode } from 'react';
import { call } from '../bridge/call.ts';
import { useTopic } from '../bridge/topics.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { Tag } from '../ui/tag.tsx';
import { useErrorWords, type ErrorWords } from '../words/use-error-words.ts';
import { useWords } from '../words/use-words.ts';
import { forgetUnsaved } from './unsaved-secrets.ts';

/** Whether passwords, passphrases and keys outlast the program; where they cannot, it says why. For every step with a secret. */
export function RememberSecrets(): ReactNode {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const [failure, setFailure] = useState<ErrorWords | null>(null);
  const remember = useTopic('secrets')?.remember ?? 'off';
  useEffect(() => {
    // Without an answer the box can be switched on all the same, and says then that it cannot be.
    call('secrets.look').catch(() => undefined);
  }, []);
  if (remember === 'unavailable') return <Tag tone="info">{t('window.secrets.unavailable')}</Tag>;
  const change = (on: boolean): void => {
    setFailure(null);
    call('secrets.remember', { on }).then(forgetUnsaved, (thrown: unknown) => setFailure(errorWords(thrown)));
  };
  return (
    <div>
      <Checkbox
        isChosen={remember === 'on' || remember === 'unreadable'}
        onChange={change}
        help={t('window.secrets.remember.help')}
      >
        {t('window.secrets.remember')}
      </Checkbox>
      {remember === 'unreadable' && <Tag tone="warn">{t('window.secrets.unreadable')}</Tag>}
      {failure && (
        <Tag tone="danger">
          {failure.message} {failure.next}
        </Tag>
      )}
    </div>
  );
}
