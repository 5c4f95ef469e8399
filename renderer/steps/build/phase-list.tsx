import { Check, Minus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BuildPhase, BuildView } from '../../../src/contract/window/build.ts';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProgressBar, type ProgressState } from '../../ui/progress-bar.tsx';
import { useWords } from '../../words/use-words.ts';
import { phaseShare, phaseWords } from './phase-words.ts';
import { useNow } from './times.ts';

/** The parts of a build, each with its own bar, and what it did in numbers. */
export function PhaseList({ build }: { readonly build: BuildView }): ReactNode {
  const now = useNow(build.state === 'running');
  return (
    <ol className="rounded-panel border border-line bg-surface px-4 py-1.5">
      {build.phases.map((phase) => (
        <Phase key={phase.phase} phase={phase} build={build} now={now} />
      ))}
    </ol>
  );
}

interface PhaseProps {
  readonly phase: BuildPhase;
  readonly build: BuildView;
  readonly now: number;
}

const NAMES: Readonly<Record<BuildPhase['state'], string>> = {
  waiting: 'text-text-3',
  skipped: 'text-text-3',
  running: 'font-head',
  done: 'font-label',
  failed: 'font-label text-danger-text',
};

function Phase({ phase, build, now }: PhaseProps): ReactNode {
  const words = useWords();
  const { state } = phase;
  const name = words.t(`window.build.phase.${phase.phase}`);
  const value = phaseWords(phase, build, now, words);
  return (
    <li className="grid grid-cols-[1.25rem_minmax(6rem,8.5rem)_minmax(0,1fr)_minmax(7rem,16rem)] items-center gap-x-3 py-1.75 text-small/5">
      <Mark state={state} />
      <span className={NAMES[state]}>{name}</span>
      <ProgressBar label={name} state={barState(state)} share={phaseShare(phase, build)} valueText={value} />
      <span
        className={classes(
          'text-end tabular-nums',
          state === 'running' ? 'text-text' : state === 'done' || state === 'failed' ? 'text-text-2' : 'text-text-3',
        )}
      >
        {value}
      </span>
    </li>
  );
}

function barState(state: BuildPhase['state']): ProgressState {
  return state === 'skipped' ? 'waiting' : state;
}

function Mark({ state }: { readonly state: BuildPhase['state'] }): ReactNode {
  return <span className="grid place-items-center">{markOf(state)}</span>;
}

function markOf(state: BuildPhase['state']): ReactNode {
  switch (state) {
    case 'waiting':
      return <span className="size-2 rounded-full border-[1.5px] border-line-strong" />;
    case 'running':
      return <span className="size-2.5 rounded-full bg-accent" />;
    case 'done':
      return <Icon of={Check} className="text-ok-text" />;
    case 'skipped':
      return <Icon of={Minus} size="small" className="text-text-3" />;
    case 'failed':
      return <Icon of={X} className="text-danger-text" />;
  }
}
