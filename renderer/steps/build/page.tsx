import { useEffect, type ReactNode } from 'react';
import type { BuildView } from '../../../src/contract/window/build.ts';
import { useTopic } from '../../bridge/topics.ts';
import { Banner } from '../../ui/banner.tsx';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { leaveDeeds, useDeeds } from '../../jobs/build-deeds.ts';
import { BuildDone } from './done.tsx';
import { BuildFailed } from './failed.tsx';
import { NotBuilt } from './not-built.tsx';
import { BuildRunning } from './running.tsx';
import { WholeLog } from './whole-log.tsx';

/** The build: what it does, what became of it, and its log. It runs in main, whatever becomes of this page. */
export function BuildPage(): ReactNode {
  const errorWords = useErrorWords();
  const build = useTopic('build');
  const { error } = useDeeds();
  useEffect(() => leaveDeeds, []);
  const said = error && errorWords(error);
  return (
    <div className="flex flex-col gap-4">
      {said && (
        <Banner tone="danger" title={said.message}>
          {said.next}
        </Banner>
      )}
      {build === null ? <NotBuilt /> : <InState build={build} />}
      <CancelDialog />
    </div>
  );
}

function InState({ build }: { readonly build: BuildView }): ReactNode {
  const { t } = useWords();
  switch (build.state) {
    case 'running':
      return <BuildRunning build={build} />;
    case 'done':
      return <BuildDone build={build} />;
    case 'failed':
      return <BuildFailed build={build} />;
    case 'cancelled':
      return (
        <>
          <Banner tone="info" title={t('window.build.cancelled')}>
            {t('window.build.cancelled-detail')}
          </Banner>
          <WholeLog build={build} />
        </>
      );
  }
}
