import type { ReactNode } from 'react';
import { useDraft } from '../../state/use-draft.ts';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/layout.tsx';
import { machineOf } from '../../state/places/place-name.ts';
import { useWords } from '../../words/use-words.ts';

/** What a press on "Build" will do. */
export function NotBuilt(): ReactNode {
  const { t } = useWords();
  const { place, how } = useDraft();
  return (
    <Panel>
      <Facts
        facts={[
          { name: t('window.build.fact.where'), value: t('window.build.where', { machine: machineOf({ place }) }) },
          { name: t('window.build.fact.how'), value: t('window.build.how', { how }) },
        ]}
      />
    </Panel>
  );
}
