import type { DraftAnswers } from '../../src/contract/window/draft.ts';
import { completeSettings, type Completed } from '../../src/core/spec/complete.ts';

const known = new WeakMap<DraftAnswers, Completed>();

/** Answers as settings, or what is wrong with them. Judged once for each change of them, however many fields ask. */
export function completedOf(answers: DraftAnswers): Completed {
  const completed = known.get(answers) ?? completeSettings(answers);
  known.set(answers, completed);
  return completed;
}
