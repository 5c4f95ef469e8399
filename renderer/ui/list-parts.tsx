import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { ListBoxItem } from 'react-aria-components/ListBox';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icon.tsx';

/** One choice of a list that opens. */
export interface Choice<Id extends string = string> {
  readonly id: Id;
  readonly text: string;
  /** What tells it from the others, in quieter words behind it. */
  readonly detail?: string;
}

/** What floats: menus and lists that open. */
export const POPOVER = 'opens min-w-(--trigger-width) rounded-panel bg-raised p-1 shadow-float';
export const ROW =
  'flex min-h-8 items-center gap-2 rounded-control px-2.5 py-1 text-body outline-none data-focused:bg-hover data-disabled:text-text-3 forced-colors:-outline-offset-2 forced-colors:data-focused:[outline:2px_solid_Highlight]';

/** A row of a list that opens: the chosen one is ticked. */
export function ChoiceRow({ choice }: { readonly choice: Choice }): ReactNode {
  return (
    <ListBoxItem id={choice.id} textValue={choice.text} className={ROW}>
      {({ isSelected }) => (
        <>
          <span className="size-3.75 flex-none text-accent-text">{isSelected && <Icon of={Check} size="small" />}</span>
          <Text slot="label">{choice.text}</Text>
          {choice.detail !== undefined && (
            <Text slot="description" className="ms-auto ps-4 text-small text-text-3">
              {choice.detail}
            </Text>
          )}
        </>
      )}
    </ListBoxItem>
  );
}
