import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { FlashTarget } from '../../../src/contract/window/flash.ts';
import { call } from '../../bridge/call.ts';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';

export interface HostKeyProps {
  readonly target: FlashTarget;
  /** Of several cards each says which it is. */
  readonly isNamed: boolean;
  /** Whether the Pi is signed in to by the name that known_hosts would have it under. */
  readonly canTrust: boolean;
}

/** What ssh will show at the first sign-in, and a way to have it known before. */
export function HostKey({ target: { id, name, hostKey }, isNamed, canTrust }: HostKeyProps): ReactNode {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const [added, setAdded] = useState<'no' | 'new' | 'before'>('no');
  const [problem, setProblem] = useState<string | null>(null);
  if (hostKey === null) return null;
  const add = (): void => {
    setProblem(null);
    call('knownHosts.add', { target: id }).then(
      (isNew) => setAdded(isNew ? 'new' : 'before'),
      (error: unknown) => {
        const { message, next } = errorWords(error);
        setProblem(`${message} ${next}`);
      },
    );
  };
  return (
    <div className="mt-4 border-t border-line pt-4">
      <p>{isNamed ? t('window.done.host-key-of', { name }) : t('window.done.host-key')}</p>
      <p className="mt-1">
        <Code text={hostKey.fingerprint} />
      </p>
      {canTrust && (
        <div className="mt-2 flex flex-wrap items-center gap-3" role="status">
          {added === 'no' ? (
            <>
              <Button size="small" icon={Plus} onPress={add}>
                {t('window.done.trust')}
              </Button>
              <span className="text-small text-text-2">{t('window.done.trust-why')}</span>
            </>
          ) : (
            <Tag tone="ok">{t(added === 'new' ? 'window.done.trusted' : 'window.done.trusted-before')}</Tag>
          )}
          {problem !== null && <Tag tone="danger">{problem}</Tag>}
        </div>
      )}
    </div>
  );
}
