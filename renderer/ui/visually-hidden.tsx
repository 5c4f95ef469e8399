import type { ReactNode } from 'react';

export interface VisuallyHiddenProps {
  readonly children: ReactNode;
  readonly id?: string;
}

/** Words for screen readers alone. */
export function VisuallyHidden({ children, id }: VisuallyHiddenProps): ReactNode {
  return (
    <span id={id} className="sr-only">
      {children}
    </span>
  );
}
