import type { ReactNode } from 'react';
import type { Board } from '../../../src/core/boards/board.ts';
import { useDraftStore } from '../../state/use-draft.ts';
import { isText, useField } from '../../state/use-field.ts';
import { useWarnings } from '../../state/use-warnings.ts';
import { Section } from '../../ui/layout.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../words/use-words.ts';
import { FixedAddress } from './fixed-address.tsx';

/** The Ethernet socket: an address from the network, or a fixed one. */
export function Cable({ board }: { readonly board: Board | null }): ReactNode {
  const { t } = useWords();
  const store = useDraftStore();
  const { value: method = 'dhcp' } = useField('ethernet.method', isText);
  const warnings = useWarnings('ethernet');
  const lead = board?.ethernet === false ? t('window.network.cable.adapter', { board: board.title }) : undefined;
  return (
    <Section title={t('window.network.cable')} lead={lead}>
      <RadioGroup
        path="ethernet.method"
        label={t('window.network.address')}
        value={method === 'static' ? 'static' : 'dhcp'}
        onChange={(chosen) => store.answer('ethernet.method', chosen)}
        choices={[
          { id: 'dhcp', text: t('window.network.address.dhcp'), help: t('window.network.address.dhcp.help') },
          { id: 'static', text: t('window.network.address.static'), help: t('window.network.address.static.help') },
        ]}
      />
      {method === 'static' && <FixedAddress />}
      {warnings.map(({ code, facts }) => (
        <Tag key={code} tone="warn">
          {t(`setting.warning.${code}`, facts)}
        </Tag>
      ))}
    </Section>
  );
}
