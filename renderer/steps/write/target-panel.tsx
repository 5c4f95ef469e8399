import type { ReactNode } from 'react';
import type { FlashTarget, FlashTopic } from '../../../src/contract/window/flash.ts';
import { DiagnosisButton } from '../../frame/diagnosis-button.tsx';
import { FlashReadouts } from '../../jobs/flash-readouts.tsx';
import { PhaseRows } from '../../jobs/phase-rows.tsx';
import { Plot } from '../../jobs/plot.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Panel } from '../../ui/layout.tsx';
import { useWords } from '../../words/use-words.ts';
import { endWords, outcomeWords } from './outcome-words.ts';

export interface TargetPanelProps {
  readonly flash: FlashTopic;
  readonly target: FlashTarget;
}

/** One card: how far it is, how fast, and how it ended. */
export function TargetPanel({ flash, target }: TargetPanelProps): ReactNode {
  const words = useWords();
  const ended = outcomeWords(target, words);
  const { stalledMs, outcome, samples, note } = target;
  const count = flash.targets.length;
  const isSeveral = count > 1;
  const when = endWords(target, count, words);
  return (
    <section aria-label={target.name} className="flex flex-col gap-4">
      {isSeveral && (
        <div className="flex flex-col gap-1">
          <h2 className="text-section font-head">{target.name}</h2>
          {when !== null && <p className="text-small text-text-2">{when}</p>}
        </div>
      )}
      {ended && (
        <Banner
          tone={ended.tone}
          title={ended.title}
          {...(outcome?.kind === 'failed' && { actions: <DiagnosisButton /> })}
        >
          {ended.text}
        </Banner>
      )}
      {stalledMs !== null && (
        <Banner tone="warn">{words.t('window.write.stalled', { time: words.duration(stalledMs) })}</Banner>
      )}
      {(outcome === null || samples.length > 0) && (
        <Panel>
          {outcome === null && <FlashReadouts target={target} elapsedMs={flash.elapsedMs} />}
          <Plot target={target} elapsedMs={flash.elapsedMs} remainingMs={target.remainingMs} />
        </Panel>
      )}
      <PhaseRows phases={target.phases} onlyChanged={flash.onlyChanged} />
      {outcome === null && note !== null && (
        <p role="status" className="text-small text-text-2">
          {words.t(`note.${note.code}`, note.facts)}
        </p>
      )}
    </section>
  );
}
