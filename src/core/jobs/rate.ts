/** How many bytes were done at a moment (ms of a clock that never goes back). */
export interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

/** Long enough to even out a card's pauses for house-keeping, short enough to follow a real change of pace. */
const WINDOW_MS = 5000;
/** Samples that come closer together than this replace each other: a window never holds more than some 50. */
const SPACING_MS = 100;
/** Below this, two samples say more of the clock than of the drive. */
const SHORTEST_MS = 250;

/** `samples` with a new one, without those that have left the window. Bytes that go back start afresh. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last && sample.bytes < last.bytes) return [sample];
  const before = samples.at(-2);
  const kept = last && before && sample.atMs - before.atMs < SPACING_MS ? samples.slice(0, -1) : samples;
  // The newest sample that is older than the window stays: the average then always covers the whole window.
  const from = kept.findLastIndex((old) => sample.atMs - old.atMs >= WINDOW_MS);
  return [...kept.slice(Math.max(0, from)), sample];
}

/** Bytes a second over the window; null while that cannot be told. */
export function rateOf(samples: readonly Sample[]): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.atMs - first.atMs < SHORTEST_MS) return null;
  return ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs);
}
