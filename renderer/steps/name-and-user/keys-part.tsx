import { useRef, type ReactNode } from 'react';
import { isLockedOut } from '../../../src/core/spec/rules/login.ts';
import { focusRow } from '../../state/focus-field.ts';
import { problemWords } from '../../state/problem-words.ts';
import { isText, useField } from '../../state/use-field.ts';
import { Button } from '../../ui/button.tsx';
import { Panel, Section } from '../../ui/layout.tsx';
import { Banner } from '../../ui/banner.tsx';
import { useWords } from '../../words/use-words.ts';
import { AddKeys } from './add-keys.tsx';
import { KeyRowLine } from './key-row.tsx';
import { useKeys } from './use-keys.ts';

/** Whose keys may sign in over SSH. Whether anybody could at all is said at once. */
export function KeysPart(): ReactNode {
  const { t } = useWords();
  const { rows, isListed, add, choose, remove } = useKeys();
  const ssh = useField('ssh.enable', isBoolean);
  const list = useRef<HTMLDivElement>(null);
  return (
    <Section title={t('window.step.name-and-user.keys')} lead={t('window.step.name-and-user.keys.lead')}>
      {ssh.value === false && (
        <Banner
          tone="info"
          actions={
            <Button size="small" onPress={() => ssh.set(true)}>
              {t('window.step.name-and-user.ssh-on')}
            </Button>
          }
        >
          {t('window.step.name-and-user.ssh-off')}
        </Banner>
      )}
      <div ref={list} data-path="user.sshKeys">
        <Panel padding="none">
          {rows.length > 0 ? (
            <ul>
              {rows.map((row, at) => (
                <KeyRowLine
                  key={row.text}
                  row={row}
                  onChoose={(isChosen) => {
                    if (isChosen) return choose(row.text);
                    remove(row.text);
                    // One of this computer stays in the list.
                    if (row.found === null) focusRow(list.current, at);
                  }}
                />
              ))}
            </ul>
          ) : (
            <p className="min-h-11 border-b border-line px-3.5 py-3 text-small text-text-2">
              {t('window.step.name-and-user.keys.none', { isListed })}
            </p>
          )}
          <AddKeys add={add} />
        </Panel>
      </div>
      <LockedOut isListed={isListed} keys={rows.filter(({ isChosen }) => isChosen).length} />
    </Section>
  );
}

/** Said as soon as it is known which keys there are, not only after Next: it is the one mistake that costs the card. */
function LockedOut({ isListed, keys }: { readonly isListed: boolean; readonly keys: number }): ReactNode {
  const words = useWords();
  const password = useField('user.password', isText);
  const ssh = useField('ssh.enable', isBoolean);
  const sshKeys = Array.from({ length: keys }, () => '');
  const isLocked = isLockedOut({
    user: {
      name: '',
      fullName: '',
      sudo: 'without-password',
      sshKeys,
      password: password.value === 'seed' ? 'seed' : 'none',
    },
    ssh: { enable: ssh.value ?? true, passwordLogin: false },
  });
  if (!isListed || !isLocked) return null;
  return (
    <Banner
      tone="warn"
      actions={
        <Button size="small" onPress={() => password.set('seed')}>
          {words.t('window.step.name-and-user.password.on')}
        </Button>
      }
    >
      {problemWords(words, { code: 'locked-out', facts: {} })}
    </Banner>
  );
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
