import { useTopic } from '../bridge/topics.ts';
import { useDraft } from '../state/use-draft.ts';
import { hasAnswers } from './unsaved.ts';

/** Whether the draft has answers that are in no project: beginning anew would lose them. */
export function useUnsaved(): boolean {
  const { answers } = useDraft();
  return useTopic('project')?.saved !== 'yes' && hasAnswers(answers);
}
