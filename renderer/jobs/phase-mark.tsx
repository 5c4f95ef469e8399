import { Check, Minus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';

export interface PhaseMarkProps {
  readonly state: 'waiting' | 'running' | 'done' | 'skipped' | 'failed';
}

/** How a phase of a job stands, before its name: a ring, a dot, a tick, a dash, a cross. Words beside it say the same. */
export function PhaseMark({ state }: PhaseMarkProps): ReactNode {
  return <span className="grid place-items-center">{markOf(state)}</span>;
}

function markOf(state: PhaseMarkProps['state']): ReactNode {
  switch (state) {
    case 'waiting':
      return <span className="size-2 rounded-full border-[1.5px] border-line-strong" />;
    case 'running':
      return <span className="size-2.5 rounded-full bg-accent" />;
    case 'done':
      return <Icon of={Check} className="text-ok-text" />;
    case 'skipped':
      return <Icon of={Minus} size="small" className="text-text-3" />;
    case 'failed':
      return <Icon of={X} className="text-danger-text" />;
  }
}
