import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';

export interface CheckboxProps {
  readonly children: ReactNode;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
  /** Quieter words behind the label. */
  readonly help?: ReactNode;
  readonly isDisabled?: boolean;
  readonly isInvalid?: boolean;
  readonly path?: string;
}

/** A check box with its words. */
export function Checkbox({
  children,
  isChosen,
  onChange,
  help,
  isDisabled,
  isInvalid,
  path,
}: CheckboxProps): ReactNode {
  return (
    <CheckboxField
      data-path={path}
      isSelected={isChosen}
      onChange={onChange}
      isDisabled={isDisabled}
      isInvalid={isInvalid}
    >
      <CheckboxButton className="group flex min-h-(--nb-target) items-center gap-2.5 data-disabled:text-text-3 forced-colors:data-disabled:text-[GrayText] data-focus-visible:outline-0">
        <CheckMark isChosen={isChosen} />
        <span className="text-body font-label">
          {children} {help !== undefined && <span className="ms-1 text-small font-text text-text-2">{help}</span>}
        </span>
      </CheckboxButton>
    </CheckboxField>
  );
}

/** The box alone, inside an element of the class `group` that React Aria marks. */
export function CheckMark({ isChosen }: { readonly isChosen: boolean }): ReactNode {
  return (
    <span
      className={classes(
        'grid size-4 flex-none place-items-center rounded-mark border-[1.5px] group-data-focus-visible:outline-(length:--nb-ring-width) group-data-focus-visible:outline-offset-(--nb-ring-offset) group-data-focus-visible:outline-focus',
        isChosen
          ? 'border-accent bg-accent text-on-accent group-data-pressed:border-accent-pressed group-data-pressed:bg-accent-pressed group-data-disabled:border-text-3 group-data-disabled:bg-text-3'
          : 'border-line-strong bg-surface group-data-disabled:border-line group-data-hovered:border-text-2 group-data-invalid:border-danger-text group-data-pressed:border-accent-pressed',
      )}
    >
      {isChosen && <Icon of={Check} className="size-3! stroke-3" />}
    </span>
  );
}
