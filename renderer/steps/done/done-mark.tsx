import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { howVerified } from '../../../src/contract/window/flash-verified.ts';
import { useTopic } from '../../bridge/topics.ts';
import { rightTargets } from '../../jobs/flash-ends.ts';
import { Icon } from '../../ui/icon.tsx';

/** Green means finished and checked: only cards that were read back past every cache have it. */
export function DoneMark(): ReactNode {
  const right = rightTargets(useTopic('flash'));
  if (right.length === 0 || howVerified(right) !== 'direct') return null;
  return (
    <span className="grid size-8 flex-none place-items-center rounded-full border border-ok bg-ok-soft text-ok-text">
      <Icon of={Check} />
    </span>
  );
}
