import { Plus } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import type { ComputerWifi } from '../../../src/contract/window/computer.ts';
import type { DraftAnswers } from '../../../src/contract/window/draft.ts';
import type { Board } from '../../../src/core/boards/board.ts';
import type { TimeZone } from '../../data/lists.ts';
import { focusRow } from '../../state/focus-field.ts';
import { useDraft, useDraftStore } from '../../state/use-draft.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { useWords } from '../../words/use-words.ts';
import { CountryField } from './country-field.tsx';
import { NetworkFields } from './network-fields.tsx';
import { isWifiAnswered, networksOf } from './networks.ts';
import { NoRadio } from './no-radio.tsx';

export interface WifiProps {
  /** Null while none is chosen. */
  readonly board: Board | null;
  readonly zones: readonly TimeZone[] | null;
  /** The network that this computer is on. */
  readonly computerWifi: ComputerWifi | null;
  readonly suggestedCountry: string | null;
}

/** Wi-Fi on or off, and the networks. Switching it off and on again brings back what was there. */
export function Wifi({ board, zones, computerWifi, suggestedCountry }: WifiProps): ReactNode {
  const { t } = useWords();
  const store = useDraftStore();
  const { answers } = useDraft();
  const [before, setBefore] = useState<DraftAnswers[string] | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const networks = networksOf(answers);
  const isOn = isWifiAnswered(answers);
  if (board !== null && !board.radios.wifi) return <NoRadio board={board} isOn={isOn} />;

  const switchTo = (way: 'wifi' | 'cable'): void => {
    if (way === 'cable') setBefore(answers.wifi ?? null);
    if (way === 'cable') store.answer('wifi', { networks: [] });
    else store.answer('wifi', before ?? { country: suggestedCountry, networks: [{ ssid: '' }] });
  };
  const remove = (index: number): void => {
    store.answer('wifi.networks', listAt(answers).toSpliced(index, 1));
    focusRow(list.current, index);
  };
  return (
    <>
      <RadioGroup
        label={t('window.network.way')}
        value={isOn ? 'wifi' : 'cable'}
        onChange={switchTo}
        choices={[
          { id: 'wifi', text: t('window.network.way.wifi'), help: t('window.network.way.wifi.help') },
          { id: 'cable', text: t('window.network.way.cable'), help: wayHelp(board, t) },
        ]}
      />
      {isOn && (
        <div ref={list} className="contents">
          {computerWifi?.security === 'other' && (
            <Banner tone="info">{t('window.network.other', { ssid: computerWifi.ssid })}</Banner>
          )}
          {networks.map((network, index) => (
            <NetworkFields
              // Networks have no name of their own while they are typed: their place is what they are known by.
              key={index}
              index={index}
              network={network}
              computerWifi={computerWifi}
              radio={board?.radios.wifi ?? null}
              onRemove={networks.length < 2 ? null : () => remove(index)}
            />
          ))}
          <div>
            <Button
              variant="quiet"
              size="small"
              icon={Plus}
              onPress={() => store.answer('wifi.networks', [...listAt(answers), { ssid: '' }])}
            >
              {t('window.network.add')}
            </Button>
          </div>
          <CountryField zones={zones} />
        </div>
      )}
    </>
  );
}

function wayHelp(board: Board | null, t: ReturnType<typeof useWords>['t']): string {
  return t(board?.ethernet === false ? 'window.network.way.cable.adapter' : 'window.network.way.cable.help');
}

/** The networks as the draft has them, for a list that is set whole. */
function listAt({ wifi }: DraftAnswers): readonly unknown[] {
  const networks = typeof wifi === 'object' && wifi !== null && 'networks' in wifi ? wifi.networks : [];
  return Array.isArray(networks) ? networks : [];
}
