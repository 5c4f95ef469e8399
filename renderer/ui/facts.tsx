import { Fragment, type ReactNode } from 'react';
import { classes } from './classes.ts';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

export interface FactsProps {
  readonly facts: readonly Fact[];
  /** A line between the rows. */
  readonly isLined?: boolean;
}

/** Names and values, one below the other. */
export function Facts({ facts, isLined = false }: FactsProps): ReactNode {
  return (
    <dl className="-my-1.5 grid grid-cols-[max-content_minmax(0,1fr)] text-small">
      {facts.map(({ name, value }, index) => {
        const line = isLined && index > 0 && 'border-t border-line';
        return (
          <Fragment key={name}>
            <dt className={classes('py-1.5 pe-5 text-text-3', line)}>{name}</dt>
            <dd className={classes('py-1.5 break-words', line)}>{value}</dd>
          </Fragment>
        );
      })}
    </dl>
  );
}
