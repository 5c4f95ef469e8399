import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { RadioButton, RadioField, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup';
import { FIELD, FieldNote, hasProblem, type FieldProps } from './field.tsx';
import { RadioMark } from './radio-mark.tsx';

export interface RadioChoice<Id extends string> {
  readonly id: Id;
  readonly text: ReactNode;
  readonly help?: ReactNode;
}

export interface RadioGroupProps<Id extends string> extends FieldProps {
  readonly choices: readonly RadioChoice<Id>[];
  readonly value: Id | null;
  readonly onChange: (id: Id) => void;
  /** `row`: beside one another, for short words. */
  readonly layout?: 'column' | 'row';
}

/** One of a few, all in sight. */
export function RadioGroup<Id extends string>(props: RadioGroupProps<Id>): ReactNode {
  const { label, help, problem, choices, value, onChange, layout = 'column' } = props;
  return (
    <AriaRadioGroup
      data-path={props.path}
      value={value}
      onChange={(key) => {
        const chosen = choices.find(({ id }) => id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
      isDisabled={props.isDisabled}
      isInvalid={hasProblem(problem)}
      validationBehavior="aria"
      className={FIELD}
    >
      <Label className="mb-1.25 text-small font-label">{label}</Label>
      <div className={layout === 'row' ? 'flex flex-wrap gap-x-6 gap-y-1' : 'flex flex-col gap-1'}>
        {choices.map(({ id, text, help: more }) => (
          <RadioField key={id} value={id}>
            <RadioButton className="group flex min-h-(--nb-target) items-start gap-2.5 py-1 data-disabled:text-text-3 forced-colors:data-disabled:text-[GrayText] data-focus-visible:outline-0">
              <RadioMark isChosen={id === value} />
              <span>
                {text}
                {more !== undefined && <span className="block text-small text-text-2">{more}</span>}
              </span>
            </RadioButton>
          </RadioField>
        ))}
      </div>
      {/* The choices have their own help: a line that is empty for good would only be a gap. */}
      {(help !== undefined || hasProblem(problem)) && <FieldNote help={help} problem={problem} />}
    </AriaRadioGroup>
  );
}
