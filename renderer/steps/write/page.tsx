import type { ReactNode } from 'react';
import type { FlashTopic } from '../../../src/contract/window/flash.ts';
import { wholeShare } from '../../../src/contract/window/flash-share.ts';
import { windowErrorWords } from '../../../src/words/window-error-words.ts';
import type { Words } from '../../../src/words/words.ts';
import { useTopic } from '../../bridge/topics.ts';
import { DiagnosisButton } from '../../frame/diagnosis-button.tsx';
import { useFlashDeeds } from '../../jobs/flash-deeds.ts';
import { Banner } from '../../ui/banner.tsx';
import { LiveRegion } from '../../ui/live-region.tsx';
import { useWords } from '../../words/use-words.ts';
import { StopDialog } from './stop-dialog.tsx';
import { TargetPanel } from './target-panel.tsx';

/** The writing of every card. It runs in main, whatever becomes of this page. */
export function WritePage(): ReactNode {
  const words = useWords();
  const flash = useTopic('flash');
  const { error: refused } = useFlashDeeds();
  if (flash === null) return null;
  const error = refused ?? errorOfAll(flash);
  const said = error && windowErrorWords(words, error.code, error.facts);
  return (
    <div className="flex flex-col gap-6">
      {said && (
        <Banner tone="danger" title={said.message} actions={<DiagnosisButton />}>
          {said.next}
        </Banner>
      )}
      {flash.targets.map((target) => (
        <TargetPanel key={target.id} flash={flash} target={target} />
      ))}
      <LiveRegion {...(said ? { text: said.message, phase: 'failed' } : told(flash, words))} />
      <StopDialog />
    </div>
  );
}

/** What went wrong with the whole job, where no card says it. */
function errorOfAll({ error, targets }: FlashTopic): FlashTopic['error'] {
  const isSaid = targets.some(({ outcome }) => outcome?.kind === 'failed' && outcome.code === error?.code);
  return isSaid ? null : error;
}

function told(flash: FlashTopic, { t, share }: Words): { readonly text: string; readonly phase: string } {
  const phase = flash.targets[0]?.phases.find(({ state }) => state === 'running')?.phase;
  if (phase === undefined) return { text: '', phase: flash.state };
  const whole = wholeShare(flash);
  const name = t(`window.write.phase.${phase}`);
  return { text: whole === null ? name : t('window.write.said', { phase: name, share: share(whole) }), phase };
}
