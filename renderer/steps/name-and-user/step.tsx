import { hasPassword } from '../../../src/contract/window/secrets.ts';
import type { Lack } from '../../../src/core/wizard/step.ts';
import type { MessageKey } from '../../../src/words/words.ts';
import { ownerOf } from '../../secrets/owner.ts';
import { useSecretsNext } from '../../secrets/use-secrets-next.ts';
import { answerAt } from '../../state/draft-store.ts';
import { settingLacks } from '../../state/setting-lacks.ts';
import type { Situation } from '../../state/situation.ts';
import type { StepDefinition } from '../step.ts';
import { NameAndUserPage } from './page.tsx';

const PATHS = ['hostName', 'user', 'ssh'];

export const nameAndUserStep: StepDefinition = {
  id: 'name-and-user',
  group: 'describe',
  lacks: (situation) => [...settingLacks(situation, PATHS), ...passwordLacks(situation)],
  answer: ({ draft }) => {
    const { hostName } = draft.answers;
    return typeof hostName === 'string' && hostName !== '' ? hostName : null;
  },
  Page: NameAndUserPage,
  useNext: useSecretsNext,
};

/** A password was wished for and never typed, or belongs to a run of the program that has ended. */
function passwordLacks({ draft, topics }: Situation): readonly Lack<MessageKey>[] {
  if (answerAt(draft.answers, 'user.password') !== 'seed') return [];
  if (hasPassword(topics.secrets, ownerOf(draft.answers))) return [];
  return [{ kind: 'mend', path: 'user.password', says: { key: 'window.step.name-and-user.lack.password' } }];
}
