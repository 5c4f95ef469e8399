import { ArrowRight, ChevronLeft, ChevronRight, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export interface IconProps {
  /** A line icon of Lucide, such as `Check`. */
  readonly of: LucideIcon;
  /** `body` 18 px beside body text, `small` 15 px beside small text, `large` 22 px beside a card's title. */
  readonly size?: 'small' | 'body' | 'large';
  /** For an icon that stands alone; beside words it is decoration and stays silent. */
  readonly label?: string;
  readonly className?: string;
}

const SIZES = { small: 'size-3.75', body: 'size-4.5', large: 'size-5.5' } as const;

/** What points along the line of reading, and turns with it. */
const ALONG: readonly LucideIcon[] = [ArrowRight, ChevronLeft, ChevronRight];

/** A line icon in the colour of its words. */
export function Icon({ of: Shape, size = 'body', label, className = '' }: IconProps): ReactNode {
  const naming = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  const turn = ALONG.includes(Shape) ? 'rtl:-scale-x-100' : '';
  return <Shape className={classes('flex-none', SIZES[size], turn, className)} strokeWidth={1.75} {...naming} />;
}
