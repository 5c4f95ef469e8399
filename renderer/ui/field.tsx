import { CircleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { useWords } from '../words/use-words.ts';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';

/** What every field of a form takes. `problem` takes the place of `help`; the line is there in any case. */
export interface FieldProps {
  readonly label: string;
  readonly help?: ReactNode;
  /** What is wrong and what to do, perhaps with a `Link` that mends it; null when nothing is. */
  readonly problem?: ReactNode;
  readonly isOptional?: boolean;
  readonly isDisabled?: boolean;
  /** The label beside the box, and no line below it: a filter. */
  readonly isInLine?: boolean;
  /** The field's way in the answers (`wifi.country`): by it Next finds the first field with a problem. */
  readonly path?: string;
}

/** The box of a one-line field. */
export const BOX =
  'flex h-(--nb-control) w-full items-center gap-2 rounded-control border border-line-strong bg-surface px-2.75 text-text transition-colors duration-(--nb-quick)';
export const BOX_STATES =
  'data-hovered:border-text-3 data-disabled:bg-sunken data-disabled:text-text-3 data-invalid:border-danger-text data-invalid:ring data-invalid:ring-danger-text forced-colors:data-invalid:border-2';
/** Of the whole field: a column whose parts keep their distances. */
export const FIELD = 'flex min-w-0 flex-col';

/** Of one whose label stands beside it, without a line below: for what narrows a list, and cannot be wrong. */
export const FIELD_IN_LINE = 'flex min-w-0 items-baseline gap-2.5 *:min-w-0 *:first:flex-none';

export function hasProblem(problem: ReactNode): boolean {
  return problem !== null && problem !== undefined && problem !== false;
}

/** The label of a React Aria field, above it. */
export function FieldLabel({ label, isOptional = false }: Pick<FieldProps, 'label' | 'isOptional'>): ReactNode {
  const { t } = useWords();
  return (
    <Label className="mb-1.25 text-small font-label">
      {label} {isOptional && <span className="font-text text-text-3">{t('window.ui.optional')}</span>}
    </Label>
  );
}

/** The line under a React Aria field. It keeps its height, so that nothing moves when a problem comes or goes. */
export function FieldNote({ help, problem }: Pick<FieldProps, 'help' | 'problem'>): ReactNode {
  if (hasProblem(problem))
    return (
      <FieldError className="mt-1.25 flex min-h-4.5 gap-1.5 text-small text-danger-text">
        <NoteFace icon={CircleAlert}>{problem}</NoteFace>
      </FieldError>
    );
  return (
    <Text slot="description" elementType="div" className="mt-1.25 min-h-4.5 text-small text-text-2">
      {help}
    </Text>
  );
}

/** The same line for a group that React Aria does not know, found by its id. */
export function Note({ id, help, problem }: Pick<FieldProps, 'help' | 'problem'> & { readonly id: string }): ReactNode {
  const isProblem = hasProblem(problem);
  return (
    <div
      id={id}
      className={classes('mt-1.25 flex min-h-4.5 gap-1.5 text-small', isProblem ? 'text-danger-text' : 'text-text-2')}
    >
      {isProblem ? <NoteFace icon={CircleAlert}>{problem}</NoteFace> : help}
    </div>
  );
}

function NoteFace({ icon, children }: { readonly icon: LucideIcon; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <Icon of={icon} size="small" className="mt-0.5" />
      <span>{children}</span>
    </>
  );
}
