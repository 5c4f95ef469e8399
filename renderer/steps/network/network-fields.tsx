import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ComputerWifi } from '../../../src/contract/window/computer.ts';
import type { WifiRadio } from '../../../src/core/boards/board.ts';
import { WIFI_SECURITIES } from '../../../src/core/spec/wifi.ts';
import { useDraftStore } from '../../state/use-draft.ts';
import { isText, useField } from '../../state/use-field.ts';
import { useWarnings } from '../../state/use-warnings.ts';
import { problemWords } from '../../state/problem-words.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Pair, Panel } from '../../ui/layout.tsx';
import { Link } from '../../ui/link.tsx';
import { Select } from '../../ui/select.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/use-words.ts';
import type { DescribedNetwork } from './networks.ts';
import { Passphrase } from './passphrase.tsx';

export interface NetworkFieldsProps {
  readonly index: number;
  readonly network: DescribedNetwork;
  readonly computerWifi: ComputerWifi | null;
  /** What the board has; null while none is chosen. */
  readonly radio: WifiRadio | null;
  /** Null for the only one. */
  readonly onRemove: (() => void) | null;
}

/** One network: name, security, passphrase. */
export function NetworkFields({ index, network, computerWifi, radio, onRemove }: NetworkFieldsProps): ReactNode {
  const { t } = useWords();
  const path = `wifi.networks[${String(index)}]`;
  const warnings = useWarnings(path);
  return (
    <Panel>
      <div
        data-row
        role="group"
        aria-label={t('window.network.number', { number: index + 1 })}
        className="flex flex-col gap-4"
      >
        <Pair>
          <NameField path={path} computerWifi={computerWifi} />
          <SecurityField path={path} network={network} radio={radio} />
        </Pair>
        {network.security !== 'open' && (
          <Passphrase index={index} ssid={network.ssid} security={network.security} computerWifi={computerWifi} />
        )}
        <div className="flex flex-wrap items-center justify-between gap-3">
          <HiddenField path={path} />
          {onRemove !== null && (
            <Button variant="quiet" size="small" icon={Trash2} onPress={onRemove}>
              {t('window.network.remove')}
            </Button>
          )}
        </div>
        {warnings.map(({ code, facts }) => (
          <Tag key={code} tone="warn">
            {t(`setting.warning.${code}`, facts)}
          </Tag>
        ))}
      </div>
    </Panel>
  );
}

interface PartProps {
  readonly path: string;
}

function NameField({ path, computerWifi }: PartProps & Pick<NetworkFieldsProps, 'computerWifi'>): ReactNode {
  const words = useWords();
  const { t } = words;
  const store = useDraftStore();
  const { value = '', set, problem, onBlur } = useField(`${path}.ssid`, isText);
  const isThisOne = computerWifi !== null && computerWifi.ssid === value;
  return (
    <TextField
      path={`${path}.ssid`}
      label={t('window.network.ssid')}
      help={isThisOne ? t('window.network.ssid.this-computer') : t('window.network.ssid.help')}
      value={value}
      onChange={set}
      onBlur={onBlur}
      problem={
        problem && (
          <>
            {problemWords(words, problem)}{' '}
            {problem.code === 'ssid-not-expressible' && (
              <Link onPress={() => store.answer('wifi.backend', 'wpa_supplicant')}>
                {t('window.network.mend.backend')}
              </Link>
            )}
          </>
        )
      }
    />
  );
}

function SecurityField({ path, network, radio }: PartProps & Pick<NetworkFieldsProps, 'network' | 'radio'>): ReactNode {
  const words = useWords();
  const { t } = words;
  const { set, problem, onBlur } = useField(`${path}.security`, isText);
  const choose = (security: string): void => {
    set(security);
    // A choice is made at once: nobody is in the middle of it.
    onBlur();
  };
  // The radio is known, so what it cannot do is said before the field is left.
  const isTooNew = network.security === 'wpa3' && radio?.wpa3 === false;
  return (
    <Select
      path={`${path}.security`}
      label={t('window.network.security')}
      help={t(`window.network.security.${network.security}.help`)}
      choices={WIFI_SECURITIES.map((id) => ({ id, text: t(`window.network.security.${id}`) }))}
      value={network.security}
      onChange={choose}
      onBlur={onBlur}
      problem={
        isTooNew ? (
          <>
            {t('window.network.wpa3-radio')}{' '}
            <Link onPress={() => choose('wpa2+wpa3')}>{t('window.network.mend.security')}</Link>
          </>
        ) : (
          problem && problemWords(words, problem)
        )
      }
    />
  );
}

function HiddenField({ path }: PartProps): ReactNode {
  const { t } = useWords();
  const { value = false, set } = useField(`${path}.hidden`, (given) => typeof given === 'boolean');
  return (
    <Checkbox path={`${path}.hidden`} isChosen={value} onChange={set} help={t('window.network.hidden.help')}>
      {t('window.network.hidden')}
    </Checkbox>
  );
}
