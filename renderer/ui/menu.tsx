import { Check } from 'lucide-react';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import { POPOVER, ROW } from './list-parts.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface MenuChoice<Id extends string> {
  readonly id: Id;
  readonly text: string;
  /** What stands before the text instead of the tick. */
  readonly mark?: ReactNode;
  /** What the mark says, read with the text. */
  readonly markWords?: string | null;
  /** Quieter lines below the text. */
  readonly details?: readonly string[];
  /** Whether the details ask for a change. */
  readonly isWarning?: boolean;
  /** Ticked, as the present one. */
  readonly isCurrent?: boolean;
  /** Cannot be chosen, but reached: `details` says why. */
  readonly isRefused?: boolean;
  /** A language's own name is read in that language. */
  readonly lang?: string;
}

export interface MenuProps<Id extends string> {
  /** The button that opens it. */
  readonly children: ReactElement;
  readonly label: string;
  readonly choices: readonly MenuChoice<Id>[];
  readonly onChoose: (id: Id) => void;
}

/** A menu under a button. */
export function Menu<Id extends string>({ children, label, choices, onChoose }: MenuProps<Id>): ReactNode {
  return (
    <MenuTrigger>
      {children}
      {/* React Aria says how high the popover may be: what is longer scrolls in it. */}
      <Popover className={classes(POPOVER, 'flex flex-col')} offset={4}>
        <AriaMenu
          aria-label={label}
          className="max-h-96 min-h-0 overflow-auto outline-none"
          onAction={(key) => {
            const chosen = choices.find(({ id }) => id === key);
            if (chosen !== undefined && chosen.isRefused !== true) onChoose(chosen.id);
          }}
        >
          {choices.map((choice) => (
            <MenuItem
              key={choice.id}
              id={choice.id}
              textValue={choice.text}
              shouldCloseOnSelect={choice.isRefused !== true}
              // React Aria's own disabled items are skipped by the arrow keys, and with them their reasons.
              render={
                choice.isRefused === true
                  ? (props) => <div {...(props as ComponentProps<'div'>)} aria-disabled />
                  : undefined
              }
              className={classes(ROW, choice.isRefused === true && 'text-text-3')}
            >
              <Row choice={choice} />
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function Row({ choice }: { readonly choice: MenuChoice<string> }): ReactNode {
  const { text, mark, markWords, details = [], isWarning = false, isCurrent = false, lang } = choice;
  return (
    <>
      {mark ?? <span className="size-3.75 flex-none">{isCurrent && <Icon of={Check} size="small" />}</span>}
      <span className="min-w-0">
        <Text slot="label" lang={lang}>
          {text}
          {markWords !== undefined && <VisuallyHidden> {markWords}</VisuallyHidden>}
        </Text>
        {details.length > 0 && (
          <Text
            slot="description"
            className={classes('block text-note', isWarning ? 'text-danger-text' : 'text-text-3')}
          >
            {details.map((detail) => (
              <span key={detail} className="block">
                {detail}
              </span>
            ))}
          </Text>
        )}
      </span>
    </>
  );
}
