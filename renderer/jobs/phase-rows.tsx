import type { ReactNode } from 'react';
import type { FlashPhase } from '../../src/contract/window/flash.ts';
import type { Words } from '../../src/words/words.ts';
import { classes } from '../ui/classes.ts';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { useWords } from '../words/use-words.ts';
import { PHASE, PHASE_BAR, PHASE_DOING, PHASE_VALUE, PHASES } from './phase-grid.ts';
import { PhaseMark } from './phase-mark.tsx';

export interface PhaseRowsProps {
  readonly phases: readonly FlashPhase[];
  /** Only what differs is written. */
  readonly onlyChanged: boolean;
}

/** The phases of a write, each with its own bar; done ones say what they did in numbers. */
export function PhaseRows({ phases, onlyChanged }: PhaseRowsProps): ReactNode {
  return (
    <ol className={PHASES}>
      {phases.map((phase) => (
        <PhaseRow key={phase.phase} phase={phase} onlyChanged={onlyChanged} />
      ))}
    </ol>
  );
}

const NAMES: Readonly<Record<FlashPhase['state'], string>> = {
  waiting: 'text-text-3',
  running: 'font-head',
  done: 'font-label',
  failed: 'font-label text-danger-text',
};

interface PhaseRowProps {
  readonly phase: FlashPhase;
  readonly onlyChanged: boolean;
}

function PhaseRow({ phase, onlyChanged }: PhaseRowProps): ReactNode {
  const words = useWords();
  const { state } = phase;
  const name = words.t(`window.write.phase.${phase.phase}`);
  const value = phaseValue(phase, words);
  const isCompared = onlyChanged && phase.phase === 'write';
  const doing = isCompared ? 'window.write.doing.write-changed' : (`window.write.doing.${phase.phase}` as const);
  return (
    <li className={PHASE}>
      <PhaseMark state={state} />
      <span className={NAMES[state]}>{name}</span>
      <div className={PHASE_BAR}>
        <ProgressBar label={name} state={state} share={shareOf(phase)} valueText={value} />
      </div>
      <span className={classes(PHASE_VALUE, state === 'waiting' ? 'text-text-3' : 'text-text-2')}>{value}</span>
      {state === 'running' && <span className={PHASE_DOING}>{words.t(doing)}</span>}
    </li>
  );
}

/** How much of a phase is done; null where nobody can tell. */
function shareOf({ state, bytes, of }: FlashPhase): number | null {
  if (state === 'done') return 1;
  return of === null || of <= 0 ? null : Math.min(1, bytes / of);
}

/** What a phase has done, or does, in numbers. */
function phaseValue({ phase, state, bytes: done, of, ms }: FlashPhase, words: Words): string {
  const { t, bytes, duration } = words;
  const time = duration(ms);
  switch (state) {
    case 'waiting':
      return t('window.write.waiting');
    case 'running':
      // Of an image that tells its length only at its end, what is done; of a phase without bytes, how long it lasts.
      if (of === null) return done > 0 ? bytes(done) : time;
      return t('window.write.of', { done: bytes(done), all: bytes(of) });
    case 'done':
      return t(`window.write.took.${phase}`, { time, size: bytes(done) });
    case 'failed':
      return t('window.write.stopped', { time });
  }
}
