import type { ReactNode } from 'react';
import { CONTAINERS } from '../../../src/core/spec/services.ts';
import { answerAt } from '../../state/draft-store.ts';
import { useDraft, useDraftStore } from '../../state/use-draft.ts';
import { Section } from '../../ui/layout.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { useWords } from '../../words/use-words.ts';
import { OnOff } from './on-off.tsx';
import { Tailscale } from './tailscale.tsx';

/** Programs that run by themselves. */
export function Services(): ReactNode {
  const { t } = useWords();
  const store = useDraftStore();
  const { answers } = useDraft();
  const containers = answerAt(answers, 'services.containers') ?? 'none';
  const host = typeof answers.hostName === 'string' && answers.hostName !== '' ? answers.hostName : 'host';
  return (
    <Section title={t('window.extras.services')}>
      <OnOff path="services.mdns" byDefault={true} help={t('window.extras.mdns.help', { host })}>
        {t('window.extras.mdns')}
      </OnOff>
      <Tailscale />
      <OnOff path="services.nodeExporter" byDefault={false} help={t('window.extras.exporter.help')}>
        {t('window.extras.exporter')}
      </OnOff>
      <RadioGroup
        path="services.containers"
        label={t('window.extras.containers')}
        layout="row"
        value={CONTAINERS.find((known) => known === containers) ?? null}
        onChange={(chosen) => store.answer('services.containers', chosen)}
        choices={CONTAINERS.map((id) => ({ id, text: t(`window.extras.containers.${id}`) }))}
      />
    </Section>
  );
}
