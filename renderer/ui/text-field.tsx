import type { ReactNode } from 'react';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { Busy } from './busy.tsx';
import { classes } from './classes.ts';
import { BOX, BOX_STATES, FIELD, FIELD_IN_LINE, FieldLabel, FieldNote, hasProblem, type FieldProps } from './field.tsx';

/** What is typed, in one line or several. */
interface TypedProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  /** Paths, keys, commands. */
  readonly isMono?: boolean;
  readonly autoFocus?: boolean;
}

export interface TextFieldProps extends TypedProps {
  /** Words behind the text, such as `.local`. */
  readonly suffix?: string;
  /** Something to press at the end of the box. */
  readonly tools?: ReactNode;
  readonly isBusy?: boolean;
  readonly type?: 'text' | 'password' | 'email' | 'url' | 'search';
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'url';
  readonly maxLength?: number;
  readonly placeholder?: string;
}

/** One line of text. Spelling and completion by the browser are off: names, keys and addresses are not prose. */
export function TextField(props: TextFieldProps): ReactNode {
  const { label, help, problem, isOptional, isBusy = false, isInLine = false } = props;
  return (
    <AriaTextField
      {...fieldOf(props)}
      type={props.type ?? 'text'}
      inputMode={props.inputMode}
      maxLength={props.maxLength}
      className={isInLine ? FIELD_IN_LINE : FIELD}
    >
      <FieldLabel label={label} isOptional={isOptional} />
      <Group
        className={classes(
          BOX,
          BOX_STATES,
          'has-[input:focus-visible]:outline-(length:--nb-ring-width) has-[input:focus-visible]:outline-offset-(--nb-ring-offset) has-[input:focus-visible]:outline-focus',
        )}
      >
        <Input
          placeholder={props.placeholder}
          className={classes(
            'min-w-0 flex-1 self-stretch bg-transparent outline-none placeholder:text-text-3',
            props.isMono === true && 'font-mono text-small',
          )}
        />
        {props.suffix !== undefined && <span className="text-text-3">{props.suffix}</span>}
        {isBusy && <Busy />}
        {props.tools !== undefined && <span className="-me-1.75 flex">{props.tools}</span>}
      </Group>
      {!isInLine && <FieldNote help={help} problem={problem} />}
    </AriaTextField>
  );
}

export interface TextAreaProps extends TypedProps {
  readonly rows?: number;
}

/** Several lines: pasted keys, lines of `config.txt`. */
export function TextArea(props: TextAreaProps): ReactNode {
  const { label, help, problem, isOptional, rows = 4 } = props;
  return (
    <AriaTextField {...fieldOf(props)} className={FIELD}>
      <FieldLabel label={label} isOptional={isOptional} />
      <AriaTextArea
        rows={rows}
        className={classes(BOX, BOX_STATES, 'h-auto resize-y py-2', props.isMono === true && 'font-mono text-small')}
      />
      <FieldNote help={help} problem={problem} />
    </AriaTextField>
  );
}

/** What React Aria's fields take alike. Our own schema judges, not the browser. */
function fieldOf({ value, onChange, onBlur, autoFocus, isDisabled, problem, path }: TypedProps) {
  return {
    ...{ value, onChange, onBlur, autoFocus, isDisabled },
    isInvalid: hasProblem(problem),
    validationBehavior: 'aria',
    autoComplete: 'off',
    autoCorrect: 'off',
    spellCheck: 'false',
    'data-path': path,
  } as const;
}
