import { DRAFT_FORMAT, answersSchema, type Draft } from '../../contract/window/draft.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { Json } from '../../core/spec/tree.ts';

/** What answers that came from a file have been asked already. */
const ANSWERED_STEPS = ['board', 'name-and-user', 'network', 'region', 'extras', 'where'];
/** Where every answer is on one page. */
const FIRST_STEP = 'review';

/** A draft with other answers, at its review. Where it is built stays as it was. Throws AppError `settings-refused`. */
export function takenDraft(answers: Json, before: Draft | null): Draft {
  const parsed = answersSchema.safeParse(answers);
  if (!parsed.success) throw new AppError('settings-refused', { fields: null, count: 1 });
  const { place, how } = before ?? { place: 'here', how: 'auto' as const };
  const visited = [...ANSWERED_STEPS, FIRST_STEP];
  return { format: DRAFT_FORMAT, way: 'pi', step: FIRST_STEP, visited, answers: parsed.data, place, how };
}
