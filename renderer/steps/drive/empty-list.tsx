import type { ReactNode } from 'react';
import type { DrivesTopic } from '../../../src/contract/window/drives.ts';
import { Banner } from '../../ui/banner.tsx';
import { useWords } from '../../words/use-words.ts';

export interface EmptyListProps {
  readonly topic: DrivesTopic;
}

/** Which of the reasons it is that nothing can be chosen, and what to do. */
export function EmptyList({ topic }: EmptyListProps): ReactNode {
  const { t } = useWords();
  const why = emptyReason(topic);
  if (why === null) return null;
  return (
    <Banner tone={why === 'refused' ? 'warn' : 'info'} title={t(`window.drive.none.${why}`)}>
      {t(`window.drive.none.${why}-next`, { count: topic.hidden })}
    </Banner>
  );
}

/** Why no drive can be chosen; null when one can, or nobody knows yet. That listing failed is said by the banner above. */
function emptyReason({ state, drives, hidden }: DrivesTopic): 'nothing' | 'refused' | 'hidden' | null {
  if (state !== 'ok') return null;
  if (drives.length === 0) return hidden > 0 ? 'hidden' : 'nothing';
  const isOpen = drives.some(({ verdict }) => verdict.refusals.length === 0 && !verdict.heldAsLarge);
  return isOpen ? null : 'refused';
}
