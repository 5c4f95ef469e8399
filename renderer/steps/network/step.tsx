import { hasPassphrase } from '../../../src/contract/window/secrets.ts';
import type { Lack } from '../../../src/core/wizard/step.ts';
import type { MessageKey } from '../../../src/words/words.ts';
import { useSecretsNext } from '../../secrets/use-secrets-next.ts';
import { settingLacks } from '../../state/setting-lacks.ts';
import type { Situation } from '../../state/situation.ts';
import type { StepDefinition } from '../step.ts';
import { isWifiAnswered, networksOf } from './networks.ts';
import { NetworkPage } from './page.tsx';
import { passphrasePath } from './passphrase.tsx';

const PATHS = ['wifi', 'ethernet', 'brcmfmacWorkaround'];

export const networkStep: StepDefinition = {
  id: 'network',
  group: 'describe',
  lacks: (situation) => [...settingLacks(situation, PATHS), ...passphraseLacks(situation)],
  answer: ({ draft: { answers } }, { t }) => {
    const [first] = networksOf(answers);
    if (first !== undefined) return first.ssid === '' ? null : first.ssid;
    if (isWifiAnswered(answers)) return t('window.network.answer.wifi');
    return answers.ethernet === undefined && answers.wifi === undefined ? null : t('window.network.answer.cable');
  },
  Page: NetworkPage,
  useNext: useSecretsNext,
};

/** Networks that the Pi could not join: nobody has given their passphrase, or it was given for another security. */
function passphraseLacks({ draft, topics: { secrets } }: Situation): readonly Lack<MessageKey>[] {
  if (secrets === null) return [];
  return networksOf(draft.answers).flatMap((network, index): readonly Lack<MessageKey>[] => {
    if (network.ssid === '' || hasPassphrase(secrets, network)) return [];
    const says = { key: 'window.network.lack.passphrase', facts: { ssid: network.ssid } } as const;
    return [{ kind: 'mend', path: passphrasePath(index), says }];
  });
}
