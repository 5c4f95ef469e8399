import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { isOwner, ownerOf } from '../../secrets/owner.ts';
import { answerAt } from '../../state/draft-store.ts';
import { useDraft } from '../../state/use-draft.ts';
import { useFocusInside } from '../../ui/focus-inside.ts';
import { Pair } from '../../ui/layout.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';
import { passwordStrength } from './password-strength.ts';
import { StrengthMeter } from './strength-meter.tsx';
import { keepPassword, typePassword, useTypedPassword } from './typed-password.ts';

export interface PasswordFieldsProps {
  readonly autoFocus: boolean;
  /** Main has it. */
  readonly onKept: () => void;
}

/** A password, typed twice. It goes to main when the two are left and both have the same. */
export function PasswordFields({ autoFocus, onKept }: PasswordFieldsProps): ReactNode {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const { answers } = useDraft();
  const { first, second, error, isLeft } = useTypedPassword();
  const isSame = first === second;
  const isNamed = isOwner(ownerOf(answers));
  const isNobodys = isLeft && first !== '' && isSame && !isNamed;
  const known = [answerAt(answers, 'user.name'), answerAt(answers, 'user.fullName'), answers.hostName];
  const strength = passwordStrength(
    first,
    known.filter((name) => typeof name === 'string'),
  );
  const keep = (): void => {
    if (first === '' && second === '') return;
    void keepPassword(ownerOf(answers)).then((isKept) => {
      if (isKept) onKept();
    });
  };
  // Of both: whoever goes from one to the other, or looks at what they typed, has not left them.
  const { onFocus, onBlur } = useFocusInside(keep);
  return (
    <div onFocus={onFocus} onBlur={onBlur} data-path="user.password">
      <Pair>
        <PasswordField
          label={t('window.step.name-and-user.password')}
          autoFocus={autoFocus}
          value={first}
          onChange={(text) => typePassword({ first: text })}
          problem={
            error ? errorWords(error).message : isNobodys ? t('window.step.name-and-user.password.nobody') : null
          }
          help={
            first === '' ? (
              t('window.step.name-and-user.password.hash')
            ) : (
              <StrengthMeter strength={strength} length={Array.from(first).length} />
            )
          }
        />
        <PasswordField
          label={t('window.step.name-and-user.password.again')}
          value={second}
          onChange={(text) => typePassword({ second: text })}
          problem={
            isLeft && !isSame
              ? t(
                  second === ''
                    ? 'window.step.name-and-user.password.once'
                    : 'window.step.name-and-user.password.differs',
                )
              : null
          }
          help={
            first !== '' &&
            isSame &&
            !isNobodys && (
              <Tag tone="ok" icon={Check}>
                {t(isNamed ? 'window.step.name-and-user.password.same' : 'window.step.name-and-user.password.nameless')}
              </Tag>
            )
          }
        />
      </Pair>
    </div>
  );
}
