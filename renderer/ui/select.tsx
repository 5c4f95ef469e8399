import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { ListBox } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { useWords } from '../words/use-words.ts';
import { classes } from './classes.ts';
import { BOX, BOX_STATES, FIELD, FIELD_IN_LINE, FieldLabel, FieldNote, hasProblem, type FieldProps } from './field.tsx';
import { Icon } from './icon.tsx';
import { ChoiceRow, POPOVER, type Choice } from './list-parts.tsx';

export interface SelectProps<Id extends string> extends FieldProps {
  readonly choices: readonly Choice<Id>[];
  readonly value: Id | null;
  readonly onChange: (id: Id) => void;
  readonly onBlur?: () => void;
}

/** One of a few. For more than about fifteen, `ComboBox` finds by typing. */
export function Select<Id extends string>(props: SelectProps<Id>): ReactNode {
  const { label, help, problem, isOptional, choices, value, onChange, onBlur, isInLine = false } = props;
  const { t } = useWords();
  const chosen = choices.find(({ id }) => id === value);
  return (
    <AriaSelect
      data-path={props.path}
      value={value}
      onChange={(key) => {
        const next = choices.find(({ id }) => id === key);
        if (next !== undefined) onChange(next.id);
      }}
      onBlur={onBlur}
      isDisabled={props.isDisabled}
      isInvalid={hasProblem(problem)}
      validationBehavior="aria"
      placeholder={t('window.ui.choose')}
      className={isInLine ? FIELD_IN_LINE : FIELD}
    >
      <FieldLabel label={label} isOptional={isOptional} />
      <Button className={classes(BOX, BOX_STATES, hasProblem(problem) && 'border-danger-text ring ring-danger-text')}>
        <SelectValue className="min-w-0 flex-1 truncate text-start data-placeholder:text-text-3">
          {chosen?.text ?? t('window.ui.choose')}
        </SelectValue>
        <Icon of={ChevronDown} size="small" className="text-text-3" />
      </Button>
      {!isInLine && <FieldNote help={help} problem={problem} />}
      <Popover className={POPOVER} offset={4}>
        <ListBox items={choices} className="max-h-80 overflow-auto outline-none">
          {(choice) => <ChoiceRow choice={choice} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
