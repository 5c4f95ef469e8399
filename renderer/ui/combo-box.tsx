import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { ListBox } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import { useWords } from '../words/use-words.ts';
import { Busy } from './busy.tsx';
import { classes } from './classes.ts';
import { BOX, BOX_STATES, FIELD, FieldLabel, FieldNote, hasProblem, type FieldProps } from './field.tsx';
import { Icon } from './icon.tsx';
import { ChoiceRow, POPOVER, type Choice } from './list-parts.tsx';
import { useFocusGivenBack } from './use-focus-given-back.ts';

export interface ComboBoxProps extends FieldProps {
  /** Any number of them: only what is seen is drawn. */
  readonly choices: readonly Choice[];
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly onBlur?: () => void;
  /** Told of each change of the text, for choices that are looked up; with it nothing is filtered here. */
  readonly onQuery?: (text: string) => void;
  readonly query?: string;
  readonly isBusy?: boolean;
  /** What an empty list says. */
  readonly emptyText?: string;
}

const ROW_PX = 32;

/** One of many, found by typing. Filtering ignores case and accents. */
export function ComboBox(props: ComboBoxProps): ReactNode {
  const { label, help, problem, isOptional, choices, value, onChange, onBlur, onQuery, query, isBusy = false } = props;
  const { t } = useWords();
  const box = useFocusGivenBack();
  return (
    <AriaComboBox
      data-path={props.path}
      {...(onQuery === undefined
        ? { defaultItems: choices }
        : { items: choices, onInputChange: onQuery, ...(query === undefined ? {} : { inputValue: query }) })}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      onBlur={onBlur}
      isDisabled={props.isDisabled}
      isInvalid={hasProblem(problem)}
      validationBehavior="aria"
      allowsEmptyCollection
      menuTrigger="input"
      className={FIELD}
    >
      <FieldLabel label={label} isOptional={isOptional} />
      <Group ref={box} className={classes(BOX, BOX_STATES, 'pe-1')}>
        <Input className="min-w-0 flex-1 self-stretch bg-transparent outline-none" />
        {isBusy && <Busy />}
        <Button
          aria-label={t('window.ui.options')}
          className="grid size-(--nb-target) place-items-center rounded-control text-text-3 data-hovered:bg-hover"
        >
          <Icon of={ChevronDown} size="small" />
        </Button>
      </Group>
      <FieldNote help={help} problem={problem} />
      <Popover className={POPOVER} offset={4}>
        <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowHeight: ROW_PX }}>
          <ListBox<Choice>
            className="max-h-80 min-h-8 overflow-auto outline-none"
            renderEmptyState={() => (
              <p className="px-2.5 py-1.5 text-small text-text-2">{props.emptyText ?? t('window.ui.nothing-found')}</p>
            )}
          >
            {(choice) => <ChoiceRow choice={choice} />}
          </ListBox>
        </Virtualizer>
      </Popover>
    </AriaComboBox>
  );
}
