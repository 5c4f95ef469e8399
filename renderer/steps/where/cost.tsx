import type { ReactNode } from 'react';
import type { BuildCost } from '../../../src/contract/window/places.ts';
import type { Words } from '../../../src/words/words.ts';
import { Busy } from '../../ui/busy.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Readout } from '../../ui/readout.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';
import type { Asked } from '../../state/places/asked.ts';

export interface CostProps {
  readonly place: string;
  readonly cost: Asked<BuildCost>;
  /** Why it cannot be asked for yet; null when it can. */
  readonly refusal: string | null;
  readonly onAsk: () => void;
  readonly onCancel: () => void;
}

/** What a build would take at the chosen place, or how far Nix is with telling it. */
export function Cost({ place, cost, refusal, onAsk, onCancel }: CostProps): ReactNode {
  const words = useWords();
  const say = useErrorWords();
  const { t } = words;
  switch (cost.state) {
    case 'idle':
      return (
        <Panel>
          <div className="flex flex-wrap items-center justify-between gap-3 text-small text-text-2">
            <span>{refusal ?? t('window.where.cost.idle')}</span>
            <Button size="small" refusal={refusal} onPress={onAsk}>
              {t('window.where.cost.ask')}
            </Button>
          </div>
        </Panel>
      );
    case 'busy':
      return (
        <Panel>
          <div className="flex flex-wrap items-center justify-between gap-3 text-small text-text-2">
            <span role="status" className="flex items-center gap-2">
              <Busy />
              {t('window.where.cost.busy', { place })}
            </span>
            <Button size="small" onPress={onCancel}>
              {t('window.ui.cancel')}
            </Button>
          </div>
        </Panel>
      );
    case 'failed': {
      const { message, next } = say(cost.error);
      return (
        <Panel>
          <div className="text-small">
            <Tag tone="warn">{t('window.where.cost.failed')}</Tag>
            <p className="mt-1 break-words text-text">{message}</p>
            <p className="mt-1 mb-2 break-words text-text-2">{next}</p>
            <Button size="small" refusal={refusal} onPress={onAsk}>
              {t('window.where.cost.again')}
            </Button>
          </div>
        </Panel>
      );
    }
    case 'known':
      return (
        <Panel>
          <CostFacts cost={cost.value} />
          <p className="mt-3 flex flex-wrap items-center justify-between gap-3 text-small text-text-2">
            <span>{whyWords(words, cost.value)}</span>
            <Button size="small" variant="quiet" onPress={onAsk}>
              {t('window.where.cost.again')}
            </Button>
          </p>
        </Panel>
      );
  }
}

function CostFacts({ cost }: { readonly cost: BuildCost }): ReactNode {
  const { t, list, count, bytes } = useWords();
  const { toBuild, downloadBytes, compiled, compiledCount } = cost;
  const more = compiledCount - compiled.length;
  const named = more > 0 ? [...compiled, t('window.where.cost.more', { count: more })] : compiled;
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(11rem,100%),1fr))] gap-x-6 gap-y-3">
      <Readout
        label={t('window.where.cost.build')}
        value={count(toBuild)}
        note={
          compiledCount === 0
            ? t('window.where.cost.none-compiled')
            : t('window.where.cost.compiled', { count: compiledCount, names: list(named) })
        }
      />
      <Readout label={t('window.where.cost.download')} value={bytes(downloadBytes)} />
      <Time cost={cost} />
    </div>
  );
}

/** How long it takes, as far as earlier builds tell. */
function Time({ cost: { toBuild, downloadBytes, estimateMs } }: { readonly cost: BuildCost }): ReactNode {
  const { t, duration } = useWords();
  const label = t('window.where.cost.time');
  if (estimateMs !== null)
    return <Readout label={label} value={duration(estimateMs)} note={t('window.where.cost.time-why')} />;
  const isBuilt = toBuild === 0 && downloadBytes === 0;
  const state = isBuilt ? 'built' : 'no-time';
  return (
    <Readout
      label={label}
      kind="word"
      value={t(`window.where.cost.${state}`)}
      note={t(`window.where.cost.${state}-why`)}
    />
  );
}

function whyWords({ t }: Words, { how, why }: BuildCost): string {
  if (how === null) return '';
  return why === null
    ? t(`window.where.how-is.${how}`)
    : t(`window.where.how-is.${how}.why`, { why: t(`build-why.${why}`) });
}
