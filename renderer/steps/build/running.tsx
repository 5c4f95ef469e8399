import type { ReactNode } from 'react';
import type { BuildView } from '../../../src/contract/window/build.ts';
import { LiveRegion } from '../../ui/live-region.tsx';
import { useWords } from '../../words/use-words.ts';
import { Notes } from './notes.tsx';
import { PhaseList } from './phase-list.tsx';
import { RunningNow } from './running-now.tsx';
import { WholeLog } from './whole-log.tsx';

/** A build that runs. Nothing above the log changes its height, so that the log stays where it is. */
export function BuildRunning({ build }: { readonly build: BuildView }): ReactNode {
  const { t } = useWords();
  const phase = build.phases.findLast(({ state }) => state === 'running')?.phase ?? 'evaluate';
  return (
    <>
      <Notes notes={build.notes} kind="careful" />
      <div>
        <LiveRegion
          text={t('window.build.live', { phase: t(`window.build.phase.${phase}`), ...build.builds })}
          phase={phase}
        />
        <PhaseList build={build} />
      </div>
      <RunningNow build={build} />
      <WholeLog build={build} />
      <Notes notes={build.notes} kind="told" />
    </>
  );
}
