import type { ReactNode } from 'react';
import type { BuildView, RunningDerivation } from '../../../src/contract/window/build.ts';
import { useWords } from '../../words/use-words.ts';
import { goneWords, useNow } from './times.ts';

/** Their place is kept while there are fewer, so that the log below never moves. */
const ROWS = 2;

/** What is compiled at this moment, with its phase and how long it has taken so far. */
export function RunningNow({ build }: { readonly build: BuildView }): ReactNode {
  const { t } = useWords();
  const now = useNow(build.state === 'running');
  const shown = build.running.slice(0, ROWS);
  return (
    <section aria-labelledby="building-now">
      <h2 id="building-now" className="mb-2 flex items-baseline gap-2.5 text-body font-head">
        {t('window.build.now')}
        <span className="text-small font-text text-text-2">
          {t('window.build.now-count', { count: build.builds.running })}
        </span>
      </h2>
      <ul
        className="divide-y divide-line rounded-panel border border-line bg-surface"
        style={{ minHeight: `${ROWS * 2.25}rem` }}
      >
        {shown.map((one) => (
          <Running key={`${one.name} ${one.since}`} running={one} now={now} />
        ))}
        {shown.length === 0 && <li className="px-3.5 py-2 text-small text-text-3">{t('window.build.now-none')}</li>}
      </ul>
    </section>
  );
}

interface RunningProps {
  readonly running: RunningDerivation;
  readonly now: number;
}

function Running({ running: { name, machine, phase, since }, now }: RunningProps): ReactNode {
  const words = useWords();
  const { t, hasWords } = words;
  const key = `window.build.nix-phase.${phase ?? ''}`;
  return (
    <li className="grid h-9 grid-cols-[minmax(0,1fr)_minmax(6rem,14rem)_5.5rem] items-center gap-x-3 px-3.5 text-small">
      <code className="truncate" title={name}>
        {name}
      </code>
      <span className="truncate">
        {hasWords(key) && t(key)} <span className="text-note text-text-2">{phase}</span>
        {machine !== null && <span className="text-note text-text-2"> {t('window.build.on', { machine })}</span>}
      </span>
      <span className="text-end text-text-2 tabular-nums">{goneWords(words, now - since)}</span>
    </li>
  );
}
