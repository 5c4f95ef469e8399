import { useMemo, type ReactNode } from 'react';
import type { BuildView } from '../../../src/contract/window/build.ts';
import { LogView } from '../../jobs/log-view.tsx';
import { useWords } from '../../words/use-words.ts';
import { wholeLog } from './build-log.ts';
import { LogActions } from './log-actions.tsx';

export interface WholeLogProps {
  readonly build: Pick<BuildView, 'id' | 'state' | 'logLines' | 'error'>;
  /** What else is above and below it, in rem. */
  readonly besideRem?: number;
}

/** The log of everything that Nix said and built. */
export function WholeLog({ build: { id, state, logLines, error }, besideRem }: WholeLogProps): ReactNode {
  const { t } = useWords();
  // Another build has another log.
  const source = useMemo(() => ({ ...wholeLog(), id }), [id]);
  const actions = useMemo(() => <LogActions of="all" />, []);
  const start = error?.logStart ?? null;
  return (
    <LogView
      key={id}
      source={source}
      title={t('window.build.log')}
      total={logLines}
      isLive={state === 'running'}
      startAt={start}
      fault={start}
      hasDerivations
      besideRem={besideRem}
      actions={actions}
    />
  );
}
