import type { ReactNode } from 'react';
import type { BuildPhase, BuildView } from '../../../src/contract/window/build.ts';
import { PHASE, PHASE_BAR, PHASE_VALUE, PHASES } from '../../jobs/phase-grid.ts';
import { PhaseMark } from '../../jobs/phase-mark.tsx';
import { classes } from '../../ui/classes.ts';
import { ProgressBar, type ProgressState } from '../../ui/progress-bar.tsx';
import { useWords } from '../../words/use-words.ts';
import { phaseShare, phaseWords } from './phase-words.ts';
import { useNow } from './times.ts';

/** The parts of a build, each with its own bar, and what it did in numbers. */
export function PhaseList({ build }: { readonly build: BuildView }): ReactNode {
  const now = useNow(build.state === 'running');
  return (
    <ol className={PHASES}>
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
    <li className={PHASE}>
      <PhaseMark state={state} />
      <span className={NAMES[state]}>{name}</span>
      <div className={PHASE_BAR}>
        <ProgressBar label={name} state={barState(state)} share={phaseShare(phase, build)} valueText={value} />
      </div>
      <span
        className={classes(
          PHASE_VALUE,
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
