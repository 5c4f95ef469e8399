import { machineOf, placeName } from '../../state/places/place-name.ts';
import { costNow, usePlaces } from '../../state/places/use-places.ts';
import { useDraft } from '../../state/use-draft.ts';
import { useWords } from '../../words/use-words.ts';
import type { StepSummary } from './summary.ts';

/** Where it is built, and what that takes as far as it was asked for. */
export function usePlaceSummary(): StepSummary {
  const words = useWords();
  const { t } = words;
  const draft = useDraft();
  const view = usePlaces().find(({ place }) => place.id === draft.place);
  const cost = view && costNow(view, draft);
  const name = view ? placeName(words, view.place) : (machineOf(draft) ?? t('window.where.here'));
  const lines = [name, t(`window.where.how.${draft.how}`)];
  if (cost?.state === 'known') {
    const { toBuild, downloadBytes } = cost.value;
    lines.push(t('window.review.cost', { count: toBuild, downloadBytes }));
  }
  return { step: 'where', lines, secrets: [] };
}

/** How long the build may take, in ms; null where nothing tells. */
export function useEstimateMs(): number | null {
  const draft = useDraft();
  const view = usePlaces().find(({ place }) => place.id === draft.place);
  const cost = view && costNow(view, draft);
  return cost?.state === 'known' ? cost.value.estimateMs : null;
}
