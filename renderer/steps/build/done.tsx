import { useState, type ReactNode } from 'react';
import type { BuildView } from '../../../src/contract/window/build.ts';
import { Banner } from '../../ui/banner.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/layout.tsx';
import { machineOf } from '../../state/places/place-name.ts';
import { useWords } from '../../words/use-words.ts';
import { Notes } from './notes.tsx';
import { PhaseList } from './phase-list.tsx';

import { WholeLog } from './whole-log.tsx';

export interface BuildDoneProps {
  readonly build: BuildView;
}

/** What was built, where and how, and how large it is. */
export function BuildDone({ build }: BuildDoneProps): ReactNode {
  const { t, bytes, duration, hasWords } = useWords();
  const [isLogOpen, setLogOpen] = useState(false);
  const { result, place, how, why, startedAt, endedAt } = build;
  const whyKey = `build-why.${why ?? ''}`;
  const reason = hasWords(whyKey) ? t(whyKey) : null;
  const facts = [
    { name: t('window.build.fact.image'), value: result?.name ?? '' },
    { name: t('window.build.fact.size'), value: bytes(result?.bytes ?? 0) },
    { name: t('window.build.fact.where'), value: t('window.build.where', { machine: machineOf({ place }) }) },
    ...(how === null ? [] : [{ name: t('window.build.fact.how'), value: t('window.build.how-was', { how, reason }) }]),
    { name: t('window.build.fact.time'), value: duration((endedAt ?? startedAt) - startedAt) },
  ];
  return (
    <>
      {build.outdated && (
        <Banner tone="warn" title={t('window.build.outdated')}>
          {t('window.build.outdated-hint')}
        </Banner>
      )}
      <Notes notes={build.notes} kind="careful" />
      <Panel>
        <Facts facts={facts} />
      </Panel>
      <PhaseList build={build} />
      <Notes notes={build.notes} kind="told" />
      <Disclosure title={t('window.build.log')} isOpen={isLogOpen} onToggle={setLogOpen}>
        {isLogOpen && <WholeLog build={build} />}
      </Disclosure>
    </>
  );
}
