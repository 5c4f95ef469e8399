import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { useFocusInside } from '../ui/focus-inside.ts';
import { PasswordField } from '../ui/password-field.tsx';
import { Tag } from '../ui/tag.tsx';
import { useWords } from '../words/use-words.ts';
import { useSecret, type SecretState } from './use-secret.ts';

export interface SecretFieldProps {
  readonly label: string;
  readonly help: string;
  readonly path: string;
  /** Whether main has it. It cannot be shown: main does not give it back. */
  readonly isKept: boolean;
  /** What is said of a secret that is kept. */
  readonly keptText: string;
  /** Hands a secret to main. Rejects with AppError. */
  readonly onSend: (secret: string) => Promise<unknown>;
  /** Another way to it than typing. Rejects with AppError. */
  readonly other?: { readonly label: string; readonly onPress: () => Promise<unknown> } | null;
  readonly isDisabled?: boolean;
}

/** A secret that is typed once, handed to main when the field is left, and then forgotten here. */
export function SecretField(props: SecretFieldProps): ReactNode {
  const { t } = useWords();
  const secret = useSecret(props.path, props.isKept, props.onSend);
  const { isTyping } = secret;
  // Of the whole field: to look at what was typed is not to leave it.
  const focus = useFocusInside(() => void secret.send());
  const { isInside } = focus;
  const change = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The focus would go with the field.
    if (!isTyping && isInside.current) change.current?.focus();
  }, [isTyping, isInside]);
  return (
    <div onFocus={focus.onFocus} onBlur={focus.onBlur}>
      {isTyping ? (
        <TypedSecret {...props} secret={secret} />
      ) : (
        <div role="group" aria-label={props.label} data-path={props.path} className="flex flex-col">
          <p className="mb-1.25 text-small font-label">{props.label}</p>
          <div className="flex min-h-(--nb-control) flex-wrap items-center gap-3">
            <Tag tone="ok">{props.keptText}</Tag>
            <Button ref={change} size="small" onPress={secret.change}>
              {t('window.secrets.change')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

function TypedSecret(props: SecretFieldProps & { readonly secret: SecretState }): ReactNode {
  const { secret, other = null } = props;
  return (
    <div className="flex flex-col gap-2">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void secret.send();
        }}
      >
        <PasswordField
          path={props.path}
          label={props.label}
          help={props.help}
          problem={secret.problem}
          value={secret.typed}
          autoFocus={props.isKept}
          isDisabled={props.isDisabled}
          isBusy={secret.busyWith === 'typed'}
          onChange={secret.type}
        />
      </form>
      {other !== null && (
        <div>
          <Button size="small" isBusy={secret.busyWith === 'other'} onPress={() => secret.take(other.onPress)}>
            {other.label}
          </Button>
        </div>
      )}
    </div>
  );
}
