import type { DraftAnswers } from '../../src/contract/window/draft.ts';

/** Whether anything has been answered yet. */
export function hasAnswers(answers: DraftAnswers): boolean {
  return Object.keys(answers).length > 0;
}

/** The name of the Pi in the draft; null while it has none. */
export function nameOf({ hostName }: DraftAnswers): string | null {
  return typeof hostName === 'string' && hostName !== '' ? hostName : null;
}
