import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export interface RadioMarkProps {
  readonly isChosen: boolean;
  /** Cannot be chosen: a dashed ring. */
  readonly isRefused?: boolean;
}

/** The ring of a radio button, inside an element of the class `group`. */
export function RadioMark({ isChosen, isRefused = false }: RadioMarkProps): ReactNode {
  return (
    <span
      className={classes(
        'size-4.5 flex-none rounded-full group-data-focus-visible:outline-(length:--nb-ring-width) group-data-focus-visible:outline-offset-(--nb-ring-offset) group-data-focus-visible:outline-focus',
        isRefused && 'border-[1.5px] border-dashed border-line-strong',
        !isRefused && isChosen && 'border-5 border-accent bg-on-accent group-data-pressed:border-accent-pressed',
        !isRefused &&
          !isChosen &&
          'border-[1.5px] border-line-strong bg-surface group-data-hovered:border-text-2 group-data-invalid:border-danger-text',
      )}
    />
  );
}
