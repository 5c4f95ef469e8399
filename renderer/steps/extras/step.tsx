import { hasTailscaleKey } from '../../../src/contract/window/secrets.ts';
import type { Lack } from '../../../src/core/wizard/step.ts';
import type { MessageKey } from '../../../src/words/words.ts';
import { ownerOf } from '../../secrets/owner.ts';
import { useSecretsNext } from '../../secrets/use-secrets-next.ts';
import { answerAt } from '../../state/draft-store.ts';
import { settingLacks } from '../../state/setting-lacks.ts';
import type { Situation } from '../../state/situation.ts';
import type { StepDefinition } from '../step.ts';
import { packagesOf } from './packages-of.ts';
import { ExtrasPage } from './page.tsx';
import { TAILSCALE_KEY_PATH } from './tailscale.tsx';

const PATHS = [
  'release',
  'stateVersion',
  'kernel',
  'interfaces',
  'services',
  'packages',
  'configTxt',
  'zram',
  'image',
  'ubootIgnoresKeys',
];

export const extrasStep: StepDefinition = {
  id: 'extras',
  group: 'describe',
  lacks: (situation) => [...settingLacks(situation, PATHS), ...tailscaleLacks(situation)],
  answer: ({ draft }, { t }) => {
    const count = packagesOf(draft.answers).length;
    return count === 0 ? null : t('window.extras.answer', { count });
  },
  Page: ExtrasPage,
  useNext: useSecretsNext,
};

/** Tailscale without its key would never join. */
function tailscaleLacks({ draft, topics: { secrets } }: Situation): readonly Lack<MessageKey>[] {
  if (answerAt(draft.answers, 'services.tailscale') !== true || secrets === null) return [];
  if (hasTailscaleKey(secrets, ownerOf(draft.answers))) return [];
  return [{ kind: 'mend', path: TAILSCALE_KEY_PATH, says: { key: 'window.extras.lack.tailscale' } }];
}
