import type { ReactNode } from 'react';
import type { ComputerWifi } from '../../../src/contract/window/computer.ts';
import { hasPassphrase } from '../../../src/contract/window/secrets.ts';
import { call } from '../../bridge/call.ts';
import { useTopic } from '../../bridge/topics.ts';
import { SecretField } from '../../secrets/secret-field.tsx';
import { useWords } from '../../words/use-words.ts';
import type { DescribedNetwork } from './networks.ts';

export interface PassphraseProps {
  readonly index: number;
  readonly ssid: string;
  readonly security: Exclude<DescribedNetwork['security'], 'open'>;
  readonly computerWifi: ComputerWifi | null;
}

/** Where the field of a network's passphrase is found: it is no setting, so no path of the schema. */
export function passphrasePath(index: number): string {
  return `wifi.networks[${String(index)}].passphrase`;
}

/** The passphrase of a network: typed, or taken from this computer, and never shown again. */
export function Passphrase({ index, ssid, security, computerWifi }: PassphraseProps): ReactNode {
  const { t } = useWords();
  const secrets = useTopic('secrets');
  const isThisOne = computerWifi !== null && computerWifi.askable && computerWifi.ssid === ssid;
  return (
    <SecretField
      // What was typed for one network must not be sent for another.
      key={`${ssid} ${security}`}
      path={passphrasePath(index)}
      label={t('window.network.passphrase')}
      help={ssid === '' ? t('window.network.passphrase.first-name') : t('window.network.passphrase.help')}
      keptText={t('window.network.passphrase.kept')}
      isKept={secrets !== null && hasPassphrase(secrets, { ssid, security })}
      isDisabled={ssid === ''}
      onSend={(passphrase) => call('secrets.set', { kind: 'wifi', ssid, security, passphrase })}
      other={
        isThisOne
          ? {
              label: t('window.network.passphrase.this-computer'),
              onPress: () => call('computer.wifiPassphrase', { ssid, security }),
            }
          : null
      }
    />
  );
}
