import type { DraftAnswers } from '../../src/contract/window/draft.ts';
import type { SecretOwner } from '../../src/contract/window/secrets.ts';
import { answerAt } from '../state/draft-store.ts';

/** Whose password and key those of the draft are: as far as they have a name, right or wrong. */
export function ownerOf(answers: DraftAnswers): SecretOwner {
  return { host: textOf(answers.hostName), user: textOf(answerAt(answers, 'user.name')) };
}

/** Whether both have a name. What is kept for nobody would be of no use to anybody. */
export function isOwner({ host, user }: SecretOwner): boolean {
  return host !== '' && user !== '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
