import type { ReactNode } from 'react';
import { useTopic } from '../../bridge/topics.ts';
import { Busy } from '../../ui/busy.tsx';
import { useWords } from '../../words/use-words.ts';

/** Says that the list is alive. */
export function DriveAside(): ReactNode {
  const { t } = useWords();
  const state = useTopic('drives')?.state ?? 'listing';
  if (state === 'failed') return null;
  return (
    <span className="flex items-center gap-2 text-small text-text-2">
      {state === 'ok' ? <span className="size-2 rounded-full bg-ok" aria-hidden /> : <Busy />}
      {t(state === 'ok' ? 'window.drive.live' : 'window.drive.looking')}
    </span>
  );
}
