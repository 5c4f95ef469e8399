import { Check, CircleAlert, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StepView } from '../../src/core/wizard/flow.ts';
import { Icon } from '../ui/icon.tsx';

export interface StepMarkProps {
  readonly type: StepView['mark']['type'];
}

/** Ring: to come; filled dot: here; tick: done; dash: skipped; circled: needs a change. */
export function StepMark({ type }: StepMarkProps): ReactNode {
  return <span className="grid size-4.5 flex-none place-items-center">{face(type)}</span>;
}

function face(type: StepMarkProps['type']): ReactNode {
  switch (type) {
    case 'to-come':
      return <span className="size-2 rounded-full border-[1.5px] border-line-strong" />;
    case 'here':
      return <span className="size-2 rounded-full bg-accent forced-colors:bg-[Highlight]" />;
    case 'done':
      return <Icon of={Check} size="small" className="text-ok-text" />;
    case 'skipped':
      return <Icon of={Minus} size="small" className="text-text-3" />;
    case 'mend':
      return <Icon of={CircleAlert} size="small" className="text-danger-text" />;
  }
}
