import type { RateSample, ShownPhase } from '../../src/contract/window/flash.ts';

/** Points of one phase, with the place of each in the plot: 0 to 1 from its start and from its foot. */
export interface PlotRun {
  readonly phase: ShownPhase;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Bytes a second. */
  readonly mean: number;
  /** Where the phase began, 0 to 1. */
  readonly from: number;
}

export interface PlotShape {
  readonly runs: readonly PlotRun[];
  /** The top of the plot, in bytes a second: a round number above the peak. */
  readonly top: number;
  /** The end of the time that is shown, in ms. */
  readonly endMs: number;
  /** Marks on the time, in ms. */
  readonly ticksMs: readonly number[];
}

/** Round steps of rates in bytes a second, and of times in s. */
const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
/** Room above the peak for the names of the phases. */
const HEADROOM = 1.2;
const TICK_SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];
const MOST_TICKS = 6;
/** A job of a moment has a plot all the same. */
const SHORTEST_MS = 10_000;

/** The plot of a job: its points so far, on a scale that reaches to the expected end. */
export function plotShape(samples: readonly RateSample[], nowMs: number, leftMs: number | null): PlotShape {
  const endMs = Math.max(SHORTEST_MS, nowMs + (leftMs ?? 0));
  const top = roundAbove(HEADROOM * Math.max(1e6, ...samples.map(({ rate }) => rate)));
  return { runs: runsOf(samples, endMs, top), top, endMs, ticksMs: ticksOf(endMs) };
}

function runsOf(samples: readonly RateSample[], endMs: number, top: number): readonly PlotRun[] {
  const runs: { phase: ShownPhase; samples: RateSample[] }[] = [];
  for (const sample of samples) {
    const last = runs.at(-1);
    if (last?.phase === sample.phase) last.samples.push(sample);
    else runs.push({ phase: sample.phase, samples: [sample] });
  }
  return runs.map(({ phase, samples: own }) => {
    const points = own.map(({ atMs, rate }) => [atMs / endMs, rate / top] as const);
    const mean = own.reduce((sum, { rate }) => sum + rate, 0) / own.length;
    return { phase, points, mean, from: points[0]?.[0] ?? 0 };
  });
}

/** The next round number that is not less: 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 20 … */
export function roundAbove(rate: number): number {
  const power = 10 ** Math.floor(Math.log10(rate));
  const step = ROUND.find((one) => one * power >= rate) ?? 10;
  return step * power;
}

function ticksOf(endMs: number): readonly number[] {
  const seconds = endMs / 1000;
  const step = TICK_SECONDS.find((one) => seconds / one <= MOST_TICKS) ?? Math.ceil(seconds / MOST_TICKS / 3600) * 3600;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step * 1000);
}
