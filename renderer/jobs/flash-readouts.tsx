import type { ReactNode } from 'react';
import type { FlashTarget } from '../../src/contract/window/flash.ts';
import { Readout } from '../ui/readout.tsx';
import { useWords } from '../words/use-words.ts';
import { splitUnit, timeLeft } from './flash-times.ts';
import { useSlow } from './use-slow.ts';

export interface FlashReadoutsProps {
  readonly target: FlashTarget;
  readonly elapsedMs: number;
}

/** The three numbers that matter now: time left, rate, and what holds it up. */
export function FlashReadouts({ target, elapsedMs }: FlashReadoutsProps): ReactNode {
  const words = useWords();
  const { t, rate, duration } = words;
  const phase = target.phases.find(({ state }) => state === 'running')?.phase ?? null;
  const shown = useSlow({ rate: target.rate, remainingMs: target.remainingMs, elapsedMs }, phase ?? '');
  const time =
    shown.remainingMs === null
      ? { label: t('window.write.gone'), ...splitUnit(duration(shown.elapsedMs)) }
      : { label: t('window.write.left'), ...splitUnit(timeLeft(shown.remainingMs, words)) };
  const speed = shown.rate === null ? { value: t('window.write.rate-none') } : splitUnit(rate(shown.rate));
  const limit = target.limitedBy;
  return (
    <div className="@container">
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(11rem,100%),1fr))] gap-x-5 gap-y-3 @xl:grid-cols-[1fr_1fr_1.7fr] @xl:*:not-first:border-s @xl:*:not-first:border-line @xl:*:not-first:ps-5">
        <Readout {...time} />
        <Readout label={t('window.write.rate', { phase })} {...speed} />
        <Readout
          kind="word"
          label={t('window.write.limited')}
          value={t(limit === null ? 'window.write.limit.none' : `window.write.limit.${limit}`)}
          note={limit === null ? undefined : t(`window.write.limit.${limit}-why`)}
        />
      </div>
    </div>
  );
}
