import type { ReactNode } from 'react';
import { SwitchButton, SwitchField } from 'react-aria-components/Switch';
import { classes } from './classes.ts';

export interface SwitchProps {
  readonly children: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** A second line: what it brings or costs. */
  readonly help?: ReactNode;
  readonly isDisabled?: boolean;
  readonly path?: string;
}

/** Something that is on or off at once. In a form that is sent later, `Checkbox`. */
export function Switch({ children, isOn, onChange, help, isDisabled, path }: SwitchProps): ReactNode {
  return (
    <SwitchField data-path={path} isSelected={isOn} onChange={onChange} isDisabled={isDisabled}>
      <SwitchButton className="group flex min-h-(--nb-target) items-start gap-2.5 py-1 data-disabled:text-text-3 forced-colors:data-disabled:text-[GrayText] data-focus-visible:outline-0">
        <span
          className={classes(
            'flex h-5 w-9 flex-none items-center rounded-full border-[1.5px] p-0.5 transition-colors duration-(--nb-quick) group-data-focus-visible:outline-(length:--nb-ring-width) group-data-focus-visible:outline-offset-(--nb-ring-offset) group-data-focus-visible:outline-focus',
            isOn ? 'justify-end border-accent bg-accent' : 'border-line-strong bg-surface',
          )}
        >
          <span className={classes('size-3.5 rounded-full', isOn ? 'bg-on-accent' : 'bg-line-strong')} />
        </span>
        <span>
          {children}
          {help !== undefined && <span className="block text-small text-text-2">{help}</span>}
        </span>
      </SwitchButton>
    </SwitchField>
  );
}
