import type { ReactNode } from 'react';
import { ProgressBar as AriaProgressBar } from 'react-aria-components/ProgressBar';
import { classes } from './classes.ts';

export type ProgressState = 'waiting' | 'running' | 'done' | 'failed';

export interface ProgressBarProps {
  /** What it measures. */
  readonly label: string;
  readonly state: ProgressState;
  /** 0 to 1; null while nobody knows: then the words beside it say the time gone. */
  readonly share: number | null;
  /** What a screen reader says instead of the percentage. */
  readonly valueText?: string;
}

const TRACKS: Readonly<Record<ProgressState, string>> = {
  waiting: 'inset-ring inset-ring-line',
  running: 'bg-track',
  done: 'bg-track',
  failed: 'bg-track',
};
const FILLS: Readonly<Record<ProgressState, string>> = {
  waiting: 'bg-transparent',
  running: 'bg-accent',
  done: 'bg-ok',
  failed: 'bg-danger-text',
};

/** A bar: empty outline, accent, green or red. It runs to a new value in `--nb-meter`, linearly. */
export function ProgressBar({ label, state, share, valueText }: ProgressBarProps): ReactNode {
  const shown = state === 'done' ? 1 : state === 'waiting' ? 0 : share;
  return (
    <AriaProgressBar
      aria-label={label}
      value={shown ?? 0}
      maxValue={1}
      isIndeterminate={shown === null}
      valueLabel={valueText}
      className={classes(
        'relative h-1.5 w-full overflow-hidden rounded-[3px] forced-colors:inset-ring-0 forced-colors:border forced-colors:border-[CanvasText] forced-colors:bg-[Canvas]',
        TRACKS[state],
      )}
    >
      <span
        className={classes(
          'absolute inset-y-0 start-0 w-full origin-left rounded-[3px] transition-transform duration-(--nb-meter) ease-linear rtl:origin-right forced-colors:bg-[Highlight]',
          FILLS[state],
        )}
        style={{ transform: `scaleX(${shown ?? 0})` }}
      />
    </AriaProgressBar>
  );
}
