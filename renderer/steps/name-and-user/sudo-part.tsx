import type { ReactNode } from 'react';
import { isText, useField } from '../../state/use-field.ts';
import { useWarnings } from '../../state/use-warnings.ts';
import { Link } from '../../ui/link.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { useWords } from '../../words/use-words.ts';

/** Whether the user's password is asked for before anything is done as root. */
export function SudoPart(): ReactNode {
  const { t } = useWords();
  const sudo = useField('user.sudo', isText);
  const password = useField('user.password', isText);
  const warnings = useWarnings('user.sudo');
  const isAsked = sudo.value === 'with-password';
  // Both answers are here, so it is said at once, whatever else is still to be answered.
  const isImpossible = isAsked && password.value !== 'seed';
  return (
    <RadioGroup
      label={t('window.step.name-and-user.sudo')}
      path="user.sudo"
      value={isAsked ? 'with-password' : 'without-password'}
      onChange={sudo.set}
      choices={[
        {
          id: 'without-password',
          text: t('window.step.name-and-user.sudo.without-password'),
          help: t('window.step.name-and-user.sudo.without-password.help'),
        },
        {
          id: 'with-password',
          text: t('window.step.name-and-user.sudo.with-password'),
          help: t('window.step.name-and-user.sudo.with-password.help'),
        },
      ]}
      help={warnings.map(({ code, facts }) => t(`setting.warning.${code}`, facts)).join(' ')}
      problem={
        isImpossible && (
          <>
            {t('window.problem.sudo-without-password')}{' '}
            <Link onPress={() => password.set('seed')}>{t('window.step.name-and-user.password.on')}</Link>
          </>
        )
      }
    />
  );
}
