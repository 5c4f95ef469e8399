import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';

export interface CheckboxProps {
  readonly children: ReactNode;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
  /** Quieter words behind the label; `below` it where they are sentences. */
  readonly help?: ReactNode;
  readonly helpAt?: 'behind' | 'below';
  readonly isDisabled?: boolean;
  readonly isInvalid?: boolean;
  readonly path?: string;
}

const HELP = { behind: 'ms-1', below: 'block' } as const;

/** A check box with its words. */
export function Checkbox({
  children,
  isChosen,
  onChange,
  help,
  helpAt = 'behind',
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
      <CheckboxButton className="group flex min-h-(--nb-target) items-center data-disabled:text-text-3 forced-colors:data-disabled:text-[GrayText] data-focus-visible:outline-0">
        <span className="flex items-start gap-2.5 text-body font-label">
          {/* Beside the first line, however many there are. */}
          <span className="flex h-[1lh] flex-none items-center">
            <CheckMark isChosen={isChosen} />
          </span>
          <span>
            {children}{' '}
            {help !== undefined && (
              <span className={classes('text-small font-text text-text-2', HELP[helpAt])}>{help}</span>
            )}
          </span>
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
