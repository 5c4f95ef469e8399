import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export interface PartProps {
  readonly children: ReactNode;
}

/** A form: at most 640 px wide, 16 between fields. */
export function Form({ children }: PartProps): ReactNode {
  return <div className="flex max-w-(--nb-form) flex-col gap-4">{children}</div>;
}

/** Two fields beside one another where there is room. */
export function Pair({ children }: PartProps): ReactNode {
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(15rem,100%),1fr))] gap-x-5 gap-y-4">{children}</div>
  );
}

export interface SectionProps extends PartProps {
  readonly title: string;
  /** One sentence under the title. */
  readonly lead?: ReactNode;
}

/** A part of a page, with its heading. */
export function Section({ title, lead, children }: SectionProps): ReactNode {
  return (
    <section aria-label={title} className="mt-2 flex flex-col gap-3">
      <div>
        <h2 className="text-section font-head">{title}</h2>
        {lead !== undefined && <p className="text-small text-text-2">{lead}</p>}
      </div>
      {children}
    </section>
  );
}

export interface PanelProps extends PartProps {
  /** `none`: rows that reach the panel's line. */
  readonly padding?: 'normal' | 'none';
}

/** A line on a surface, no shadow. */
export function Panel({ children, padding = 'normal' }: PanelProps): ReactNode {
  return (
    <div
      className={classes(
        'rounded-panel border border-line bg-surface',
        padding === 'normal' ? 'p-4' : 'overflow-hidden',
      )}
    >
      {children}
    </div>
  );
}
