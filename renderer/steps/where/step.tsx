import { useDraft } from '../../state/use-draft.ts';
import { useWords } from '../../words/use-words.ts';
import type { FooterAction, StepDefinition } from '../step.ts';
import { WherePage } from './page.tsx';
import { machineOf } from '../../state/places/place-name.ts';
import { placeRefusal, usePlaces } from '../../state/places/use-places.ts';

export const whereStep: StepDefinition = {
  id: 'where',
  group: 'build',
  answer: ({ draft }, { t }) =>
    draft.visited.includes('where') ? (machineOf(draft) ?? t('window.where.here.short')) : null,
  Page: WherePage,
  useNext: useWhereNext,
};

/** A place where nothing can be built leads nowhere. One that is still being looked at may: the build finds out, too. */
function useWhereNext(): FooterAction {
  const { t } = useWords();
  const { place } = useDraft();
  const views = usePlaces();
  const chosen = views.find((view) => view.place.id === place);
  // None is known before they are listed.
  if (chosen === undefined) return { refusal: views.length === 0 ? null : t('window.where.refusal.gone') };
  const refusal = placeRefusal(chosen);
  return { refusal: refusal === null ? null : t(`window.where.refusal.${refusal}`) };
}
