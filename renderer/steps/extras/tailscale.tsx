import type { ReactNode } from 'react';
import { hasTailscaleKey } from '../../../src/contract/window/secrets.ts';
import { call } from '../../bridge/call.ts';
import { useTopic } from '../../bridge/topics.ts';
import { ownerOf } from '../../secrets/owner.ts';
import { SecretField } from '../../secrets/secret-field.tsx';
import { answerAt } from '../../state/draft-store.ts';
import { useDraft } from '../../state/use-draft.ts';
import { useWords } from '../../words/use-words.ts';
import { OnOff } from './on-off.tsx';

/** Where the field is found: it is no setting, so no path of the schema. */
export const TAILSCALE_KEY_PATH = 'services.tailscale.key';

/** Tailscale, and the key by which the Pi joins on its first start. */
export function Tailscale(): ReactNode {
  const { t } = useWords();
  const { answers } = useDraft();
  const owner = ownerOf(answers);
  const isOn = answerAt(answers, 'services.tailscale') === true;
  const secrets = useTopic('secrets');
  return (
    <>
      <OnOff path="services.tailscale" byDefault={false} help={t('window.extras.tailscale.help')}>
        {t('window.extras.tailscale')}
      </OnOff>
      {isOn && (
        <div className="ps-11.5">
          <SecretField
            path={TAILSCALE_KEY_PATH}
            label={t('window.extras.tailscale.key')}
            help={t('window.extras.tailscale.key.help')}
            keptText={t('window.extras.tailscale.key.kept')}
            isKept={hasTailscaleKey(secrets, owner)}
            onSend={(key) => call('secrets.set', { kind: 'tailscale', owner, key })}
          />
        </div>
      )}
    </>
  );
}
