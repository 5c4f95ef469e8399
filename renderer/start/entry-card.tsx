import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { classes } from '../ui/classes.ts';

export interface EntryCardProps {
  readonly title: string;
  readonly text: string;
  readonly figure: ReactNode;
  /** `first`: what most people take, wider and with an accent line. `row`: a low one over the whole width. */
  readonly kind?: 'first' | 'card' | 'row';
  readonly onPress: () => void;
}

const LOOKS = {
  first: 'min-h-39 flex-row items-center border-accent p-4.5 ring ring-accent data-hovered:bg-accent-soft',
  card: 'min-h-39 flex-col justify-between border-line p-4.5 data-hovered:border-line-strong',
  row: 'flex-row items-center border-line px-4.5 py-3 data-hovered:border-line-strong',
} as const;

const TITLES = { first: 'text-[1.125rem]/6 text-accent-text', card: 'text-section', row: 'text-body' } as const;

/** One of the ways in. */
export function EntryCard({ title, text, figure, kind = 'card', onPress }: EntryCardProps): ReactNode {
  return (
    <Button
      onPress={onPress}
      className={classes(
        'flex min-w-0 gap-x-5.5 gap-y-3 rounded-panel border bg-surface text-start data-pressed:bg-accent-soft',
        LOOKS[kind],
      )}
    >
      <span className="flex-none text-text-2">{figure}</span>
      <span className="min-w-0">
        <span className={classes('block font-head', TITLES[kind])}>{title}</span>
        <span className="mt-0.75 block text-small text-text-2">{text}</span>
      </span>
    </Button>
  );
}
