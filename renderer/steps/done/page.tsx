import type { ReactNode } from 'react';
import { useTopic } from '../../bridge/topics.ts';
import { rightTargets } from '../../jobs/flash-ends.ts';
import { Reach } from './reach.tsx';
import { ThisCard } from './this-card.tsx';

/** The cards that are right: what to do with them, and what is on them. */
export function DonePage(): ReactNode {
  const flash = useTopic('flash');
  const targets = rightTargets(flash);
  if (flash === null || targets.length === 0) return null;
  return (
    <div className="grid grid-cols-1 gap-4 wide:grid-cols-[minmax(0,1.28fr)_minmax(0,1fr)]">
      <Reach flash={flash} targets={targets} />
      <ThisCard flash={flash} targets={targets} />
    </div>
  );
}
