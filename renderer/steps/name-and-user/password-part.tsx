import { useEffect, useRef, useState, type ReactNode } from 'react';
import { hasPassword } from '../../../src/contract/window/secrets.ts';
import { call } from '../../bridge/call.ts';
import { useTopic } from '../../bridge/topics.ts';
import { ownerOf } from '../../secrets/owner.ts';
import { pendSecret } from '../../secrets/pending-secrets.ts';
import { RememberSecrets } from '../../secrets/remember-secrets.tsx';
import { useDraft, useDraftStore } from '../../state/use-draft.ts';
import { isText, useField } from '../../state/use-field.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { useFocusInside } from '../../ui/focus-inside.ts';
import { Section } from '../../ui/layout.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../words/use-words.ts';
import { PasswordFields } from './password-fields.tsx';
import { dropPassword, isPasswordPending, keepPassword, settlePassword, useTypedPassword } from './typed-password.ts';

/** Whether the user has a password, and where it is typed. Only its hash goes onto the card, and nothing into the project. */
export function PasswordPart(): ReactNode {
  const { t } = useWords();
  const { value, set } = useField('user.password', isText);
  const store = useDraftStore();
  const ssh = useField('ssh.passwordLogin', isBoolean);
  const isOn = value === 'seed';
  const change = (on: boolean): void => {
    set(on ? 'seed' : 'none');
    if (on) return;
    // Its box is gone with the rest: a password that comes back is not let in over SSH unseen.
    ssh.set(undefined);
    dropPassword();
    // What nobody needs is not kept; should that fail, it goes with the card that is done.
    call('secrets.forget', { what: { kind: 'password', owner: ownerOf(store.get().answers) } }).catch(() => undefined);
  };
  return (
    <Section title={t('window.step.name-and-user.password')}>
      <Checkbox isChosen={isOn} onChange={change} help={t('window.step.name-and-user.password.help')}>
        {t('window.step.name-and-user.password.on')}
      </Checkbox>
      {isOn && (
        <>
          <ThePassword />
          <Checkbox
            isChosen={ssh.value === true}
            onChange={ssh.set}
            help={t('window.step.name-and-user.ssh-password.help')}
          >
            {t('window.step.name-and-user.ssh-password')}
          </Checkbox>
          <RememberSecrets />
        </>
      )}
    </Section>
  );
}

/** The two fields until main has a password; then only that it has one. */
function ThePassword(): ReactNode {
  const { t } = useWords();
  const store = useDraftStore();
  const owner = ownerOf(useDraft().answers);
  const isKept = hasPassword(useTopic('secrets'), owner);
  const [isChanging, setChanging] = useState(false);
  const typed = useTypedPassword();
  const isPending = isPasswordPending(typed, owner);
  useEffect(() => {
    // Told of now. Should it be forgotten later, it is lacking, and nothing is on its way.
    if (isKept) settlePassword(owner);
  });
  useEffect(
    () => (isPending ? pendSecret('user.password', () => keepPassword(ownerOf(store.get().answers))) : undefined),
    [isPending, store],
  );
  useEffect(
    () => () => {
      // Whichever way the page is left: what is good goes to main, and nothing stays here.
      void keepPassword(ownerOf(store.get().answers)).finally(dropPassword);
    },
    [store],
  );
  const isShown = !isKept || isChanging;
  const { isInside, onFocus, onBlur } = useFocusInside();
  const change = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The focus would go with the fields.
    if (!isShown && isInside.current) change.current?.focus();
  }, [isShown, isInside]);
  return (
    <div onFocus={onFocus} onBlur={onBlur}>
      {isShown ? (
        <PasswordFields autoFocus={isChanging} onKept={() => setChanging(false)} />
      ) : (
        <div className="flex min-h-21 items-start gap-4" data-path="user.password">
          <Tag tone="ok">{t('window.step.name-and-user.password.kept')}</Tag>
          <Button ref={change} size="small" onPress={() => setChanging(true)}>
            {t('window.step.name-and-user.password.change')}
          </Button>
        </div>
      )}
    </div>
  );
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
