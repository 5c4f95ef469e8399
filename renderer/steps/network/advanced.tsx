import { useState, type ReactNode } from 'react';
import type { Board } from '../../../src/core/boards/board.ts';
import { WIFI_BACKENDS } from '../../../src/core/spec/wifi.ts';
import { useDraft, useDraftStore } from '../../state/use-draft.ts';
import { isText, useField } from '../../state/use-field.ts';
import { useWarnings } from '../../state/use-warnings.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Switch } from '../../ui/switch.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../words/use-words.ts';
import { isWifiAnswered } from './networks.ts';

/** What most people can leave as it is; only with Wi-Fi there is anything. */
export function AdvancedNetwork({ board }: { readonly board: Board | null }): ReactNode {
  const { t } = useWords();
  const store = useDraftStore();
  const { answers } = useDraft();
  const { value: backend = 'wpa_supplicant' } = useField('wifi.backend', isText);
  const [isOpen, setOpen] = useState(answers.brcmfmacWorkaround === true);
  const warnings = useWarnings('brcmfmacWorkaround');
  if (board?.radios.wifi === null || !isWifiAnswered(answers)) return null;
  return (
    <Disclosure title={t('window.network.advanced')} isOpen={isOpen} onToggle={setOpen}>
      <div className="flex flex-col gap-3">
        <RadioGroup
          path="wifi.backend"
          label={t('window.network.backend')}
          value={WIFI_BACKENDS.find((known) => known === backend) ?? null}
          onChange={(chosen) => store.answer('wifi.backend', chosen)}
          choices={WIFI_BACKENDS.map((id) => ({
            id,
            text: t(`window.network.backend.${id}`),
            help: t(`window.network.backend.${id}.help`),
          }))}
        />
        <Switch
          path="brcmfmacWorkaround"
          isOn={answers.brcmfmacWorkaround === true}
          onChange={(isOn) => store.answer('brcmfmacWorkaround', isOn)}
          help={t('window.network.workaround.help')}
        >
          {t('window.network.workaround')}
        </Switch>
        {warnings.map(({ code, facts }) => (
          <Tag key={code} tone="warn">
            {t(`setting.warning.${code}`, facts)}
          </Tag>
        ))}
      </div>
    </Disclosure>
  );
}
