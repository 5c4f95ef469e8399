import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { BuildView, FailedLog } from '../../../src/contract/window/build.ts';
import { call } from '../../bridge/call.ts';
import { DiagnosisButton } from '../../frame/diagnosis-button.tsx';
import { LogView } from '../../jobs/log-view.tsx';
import { useWizard } from '../../state/use-wizard.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useWords } from '../../words/use-words.ts';
import { failedLog } from './build-log.ts';
import { failureWords } from './failure-words.ts';
import { LogActions } from './log-actions.tsx';
import { Notes } from './notes.tsx';
import { WholeLog } from './whole-log.tsx';

/** Of the log: all that stands around it. */
const BESIDE_REM = 23.5;

export interface BuildFailedProps {
  readonly build: BuildView;
}

/** Why it failed and what to do next, above the log of what could not be built, opened where it goes wrong. */
export function BuildFailed({ build }: BuildFailedProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const { goTo } = useWizard();
  const [shown, setShown] = useState<'failed' | 'all'>('failed');
  const failed = useFailedLog(build.id);
  const { error } = build;
  if (error === null) return null;
  const { message, next } = failureWords(words, error);
  const tabs = [
    ...(failed ? [{ id: 'failed' as const, text: failed.derivation, content: <FailingLog log={failed} /> }] : []),
    { id: 'all' as const, text: t('window.build.log'), content: <WholeLog build={build} besideRem={BESIDE_REM} /> },
  ];
  return (
    <>
      <Banner
        tone="danger"
        title={message}
        actions={
          <>
            <Button size="small" onPress={() => goTo('where')}>
              {t('window.build.to-where')}
            </Button>
            <Button size="small" onPress={() => goTo('review')}>
              {t('window.build.to-review')}
            </Button>
            <DiagnosisButton />
          </>
        }
      >
        {next}
      </Banner>
      <Notes notes={build.notes} kind="careful" />
      {failed === null ? (
        <WholeLog build={build} besideRem={BESIDE_REM} />
      ) : failed === undefined ? null : (
        <Tabs label={t('window.build.logs')} tabs={tabs} value={shown} onChange={setShown} />
      )}
    </>
  );
}

function FailingLog({ log }: { readonly log: FailedLog }): ReactNode {
  const source = useMemo(() => failedLog(log), [log]);
  const actions = useMemo(() => <LogActions of="failed" />, []);
  const { lines, firstError } = log;
  return (
    <LogView
      source={source}
      title={log.derivation}
      isOfMachine
      total={lines.length}
      startAt={firstError ?? lines.length - 1}
      fault={firstError}
      numberFrom={log.before}
      besideRem={BESIDE_REM}
      actions={actions}
    />
  );
}

/** The failing derivation's log; null where there is none, undefined while it is asked for. */
function useFailedLog(id: string): FailedLog | null | undefined {
  const [log, setLog] = useState<{ readonly id: string; readonly log: FailedLog | null }>();
  useEffect(() => {
    let isCurrent = true;
    call('build.failedLog').then(
      (found) => isCurrent && setLog({ id, log: found }),
      () => isCurrent && setLog({ id, log: null }),
    );
    return () => {
      isCurrent = false;
    };
  }, [id]);
  return log?.id === id ? log.log : undefined;
}
