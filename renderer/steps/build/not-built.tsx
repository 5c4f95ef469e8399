import type { ReactNode } from 'react';
import { useIsDemo } from '../../state/app-facts.ts';
import { useDraft } from '../../state/use-draft.ts';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/layout.tsx';
import { machineOf } from '../../state/places/place-name.ts';
import { useWords } from '../../words/use-words.ts';

/** What a press on "Build" will do. */
export function NotBuilt(): ReactNode {
  const { t } = useWords();
  const { place, how } = useDraft();
  const isDemo = useIsDemo();
  const machine = isDemo ? null : machineOf({ place });
  const where = { name: t('window.build.fact.where'), value: t('window.build.where', { machine }) };
  return (
    <Panel>
      <Facts
        facts={isDemo ? [where] : [where, { name: t('window.build.fact.how'), value: t('window.build.how', { how }) }]}
      />
    </Panel>
  );
}
