import type { RateExtremes, RateSample, ShownPhase } from '../../contract/window/flash.ts';

/** How far apart points of the plot are at least. */
const SPACING_MS = 1000;
/** More points than this are not seen on any screen. */
const MOST_SAMPLES = 240;

/** How fast a target was, and where the next point begins. */
export interface RateHistory {
  readonly samples: readonly RateSample[];
  /** Of all seconds, also those whose points have been made one: a dip of some seconds is what a report is about. */
  readonly extremes: readonly RateExtremes[];
  readonly from: { readonly atMs: number; readonly bytes: number } | null;
}

export const NO_RATES: RateHistory = { samples: [], extremes: [], from: null };

/** The history when a phase begins: what went before is not mixed with it. */
export function beginRates(history: RateHistory): RateHistory {
  return { ...history, from: null };
}

/** The history after `bytes` of a phase were done at `atMs`: a point for each second, its average. */
export function withProgress(history: RateHistory, phase: ShownPhase, atMs: number, bytes: number): RateHistory {
  const { samples, extremes, from } = history;
  if (from === null || bytes < from.bytes) return { ...history, from: { atMs, bytes } };
  if (atMs - from.atMs < SPACING_MS) return history;
  const rate = ((bytes - from.bytes) * 1000) / (atMs - from.atMs);
  return {
    samples: thinned([...samples, { atMs, rate, phase }]),
    extremes: widened(extremes, phase, rate),
    from: { atMs, bytes },
  };
}

function widened(extremes: readonly RateExtremes[], phase: ShownPhase, rate: number): readonly RateExtremes[] {
  const known = extremes.find((one) => one.phase === phase);
  const now = { phase, least: Math.min(rate, known?.least ?? rate), most: Math.max(rate, known?.most ?? rate) };
  return [...extremes.filter((one) => one !== known), now];
}

/** The older half with two points of a phase made one, as often as there are too many. */
function thinned(samples: readonly RateSample[]): readonly RateSample[] {
  if (samples.length <= MOST_SAMPLES) return samples;
  const half = samples.length >> 1;
  const older: RateSample[] = [];
  for (let at = 0; at < half; at += 1) {
    const [one, other] = [samples[at], samples[at + 1]];
    if (one && other && at + 1 < half && one.phase === other.phase) {
      older.push({ ...other, rate: (one.rate + other.rate) / 2 });
      at += 1;
    } else if (one) older.push(one);
  }
  return [...older, ...samples.slice(half)];
}
