import { useTopic } from '../../bridge/topics.ts';
import { startBuild } from '../../jobs/build-deeds.ts';
import { useAppFacts } from '../../state/app-facts.ts';
import { completedOf } from '../../state/completed.ts';
import { machineOf } from '../../state/places/place-name.ts';
import { useDraft, useDraftStore } from '../../state/use-draft.ts';
import { useWizard } from '../../state/use-wizard.ts';
import { useWords } from '../../words/use-words.ts';
import type { FooterAction, StepDefinition } from '../step.ts';
import { ReviewPage } from './page.tsx';
import { REVIEW } from './review-store.ts';
import { useEstimateMs } from './use-place-summary.ts';
import { useReview } from './use-review.ts';

export const reviewStep: StepDefinition = {
  id: 'review',
  group: 'build',
  answer: ({ topics: { project } }, { t }) =>
    project === null ? null : t('window.review.answer', { saved: project.saved }),
  lacks: ({ completed }) =>
    completed.type === 'complete'
      ? []
      : [{ kind: 'mend', says: { key: 'window.review.lack', facts: { count: completed.problems.length } } }],
  sentence: ({ isDemo }, { t }) => t(isDemo ? 'window.review.sentence.demo' : 'window.step.review.sentence'),
  Page: ReviewPage,
  useNext: useReviewNext,
};

/** Saves what is built, and only then goes on: Nix reads what is on the disk. The demo builds its own flake. */
function useReviewNext(): FooterAction {
  const { t, duration } = useWords();
  const { demo } = useAppFacts();
  const { goNext } = useWizard();
  const draft = useDraft();
  const store = useDraftStore();
  const project = useTopic('project');
  const { preview, previewOf, isLooking, isSaving, isOverOutside } = useReview();
  const isComplete = completedOf(draft.answers).type === 'complete';
  const ms = useEstimateMs();
  const place = demo ? null : machineOf(draft);
  const isSaved = demo || project?.saved === 'yes';
  const isChanged = preview?.changedOutside === true && !isOverOutside;

  const save = async (): Promise<void> => {
    // What lacks is shown by the way itself.
    if (!isComplete) return goNext();
    await store.flush().catch(() => undefined);
    if (!demo && !(await REVIEW.save(store.get().answers))) return;
    void startBuild(store, true);
    goNext();
  };
  return {
    label: t(isSaved ? 'window.review.next.build' : 'window.review.next.save'),
    hint:
      ms === null
        ? t('window.review.next.hint', { place })
        : t('window.review.next.hint-time', { place, time: duration(ms) }),
    refusal: isChanged ? t('window.review.next.outside') : null,
    // What is saved is what the person can see.
    isBusy: isSaving || (!demo && isComplete && (isLooking || previewOf !== draft.answers)),
    onPress: () => void save(),
  };
}
