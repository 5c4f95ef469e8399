import { expect, test } from 'vitest';
import {
  coreRow,
  limitRow,
  limitSeconds,
  severalMemoryRow,
  severalRow,
  shareRow,
  tailRow,
  type LimitTimes,
} from '../bench/limit-rows.ts';
import { createTimeline, longestStandMs, movingPhases, tailShare } from '../bench/timeline.ts';

const TARGET = '/dev/sdb';

/** What is told of one phase: progress at these times. */
function phase(
  name: 'writing' | 'verifying',
  told: readonly (readonly [atMs: number, bytes: number])[],
  endMs: number,
) {
  const timeline = createTimeline();
  timeline.tell({ type: 'phase', target: TARGET, phase: name }, 0);
  for (const [atMs, bytes] of told) timeline.tell({ type: 'progress', target: TARGET, bytes, of: 100 }, atMs);
  timeline.tell({ type: 'phase', target: TARGET, phase: 'flushing' }, endMs);
  const [seen] = timeline.phases;
  if (!seen) throw new Error('the phase has ended');
  return seen;
}

const EVEN = phase('writing', [[0, 0], [250, 25], [500, 50], [750, 75], [950, 95], [1000, 100]], 1000); // prettier-ignore

test('the tail is what is left of the time when 95 % were told', () => {
  expect(tailShare(EVEN)).toBeCloseTo(0.05);
  // Of a cache: everything is taken at once, and then the drive is waited for.
  expect(tailShare(phase('writing', [[100, 99], [1000, 100]], 1000))).toBeCloseTo(0.9); // prettier-ignore
  expect(tailShare(phase('writing', [[100, 100]], 1000))).toBeCloseTo(0.9);
});

test('the longest stand counts up to the end of the phase, and the same number again is none', () => {
  expect(longestStandMs(EVEN)).toBe(250);
  expect(longestStandMs(phase('writing', [[100, 50], [900, 50], [1500, 100]], 2000))).toBe(1400); // prettier-ignore
  expect(longestStandMs(phase('writing', [[100, 100]], 2000))).toBe(1900);
});

test('the phases of several targets do not mix, and the last one ends with its target', () => {
  const timeline = createTimeline();
  timeline.tell({ type: 'phase', target: 'a', phase: 'writing' }, 0);
  timeline.tell({ type: 'phase', target: 'b', phase: 'writing' }, 5);
  timeline.tell({ type: 'progress', target: 'a', bytes: 7, of: 9 }, 6);
  timeline.tell({ type: 'target-end', target: 'a', outcome: { kind: 'cancelled', state: 'unknown' } }, 10);
  timeline.tell({ type: 'phase', target: 'b', phase: 'verifying' }, 20);
  expect(timeline.phases).toEqual([
    { target: 'a', phase: 'writing', sinceMs: 0, untilMs: 10, progress: [{ atMs: 6, bytes: 7 }] },
    { target: 'b', phase: 'writing', sinceMs: 5, untilMs: 20, progress: [] },
  ]);
});

/** Two drives of which one takes all in a second, and is then waited for until this time. */
function cached(flushedMs: number) {
  const timeline = createTimeline();
  for (const target of ['a', 'b']) {
    timeline.tell({ type: 'phase', target, phase: 'writing' }, 0);
    for (const at of [250, 500, 750, 950, 1000])
      timeline.tell({ type: 'progress', target, bytes: at / 10, of: 100 }, at);
    timeline.tell({ type: 'phase', target, phase: 'flushing' }, 1000);
  }
  timeline.tell({ type: 'phase', target: 'b', phase: 'verifying' }, 1001);
  timeline.tell({ type: 'phase', target: 'a', phase: 'verifying' }, flushedMs);
  return timeline.phases;
}

test('what stands at its end while it is flushed stands still', () => {
  const times = movingPhases(cached(10_000)).map(({ target, phase, untilMs }) => [target, phase, untilMs]);
  expect(times).toEqual([['a', 'writing', 10_000], ['b', 'writing', 1001]]); // prettier-ignore
  expect(tailRow({ ...TIMES, phases: cached(10_000) })).toMatchObject({ measured: '90.5 %, 9000 ms', ok: false });
  expect(tailRow({ ...TIMES, phases: cached(1002) })).toMatchObject({ ok: true });
});

const TIMES: LimitTimes = {
  what: 'a flash',
  imageBytes: 600_000_000,
  speed: { writeBytesPerSecond: 60_000_000, readBytesPerSecond: 90_000_000 },
  wallSeconds: 17.4,
  cpuSeconds: 4,
  peakPssBytes: 399e6,
  phases: [EVEN],
};

test('everything may take 2 % and half a second longer than the drive', () => {
  expect(limitSeconds(TIMES.imageBytes, TIMES.speed)).toBeCloseTo(16.667, 3);
  expect(limitRow(TIMES)).toMatchObject({ measured: '1.044', target: '0.99 to 1.050', ok: true });
  expect(limitRow({ ...TIMES, wallSeconds: 17.6 })).toMatchObject({ ok: false });
});

test('a drive that is faster than its limit was not held to it', () => {
  expect(limitRow({ ...TIMES, wallSeconds: 16.4 })).toMatchObject({ measured: '0.984', ok: false });
});

test('several drives take no longer than one', () => {
  expect(severalRow(TIMES, 17.2)).toMatchObject({ measured: '1.012', ok: true });
  expect(severalRow(TIMES, 16.8)).toMatchObject({ ok: false });
});

test('a row is missed by its own number', () => {
  expect(tailRow(TIMES)).toMatchObject({ ok: true });
  expect(tailRow({ ...TIMES, phases: [EVEN, phase('verifying', [[100, 99], [990, 100]], 1000)] })).toMatchObject({ ok: false }); // prettier-ignore
  expect(tailRow({ ...TIMES, phases: [] })).toMatchObject({ ok: false });
  expect(coreRow(TIMES)).toMatchObject({ measured: '23.0 %', ok: true });
  expect(coreRow({ ...TIMES, cpuSeconds: 5.3 })).toMatchObject({ ok: false });
  expect(severalMemoryRow(TIMES)).toMatchObject({ ok: true });
  expect(severalMemoryRow({ ...TIMES, peakPssBytes: 400e6 })).toMatchObject({ ok: false });
  expect(severalMemoryRow({ ...TIMES, peakPssBytes: 0 })).toMatchObject({ ok: false });
});

test('an option saves what it has to, or it is missed', () => {
  expect(shareRow('less', 0.3, 11, 37)).toMatchObject({ measured: '29.7 %', ok: true });
  expect(shareRow('less', 0.3, 11.2, 37)).toMatchObject({ ok: false });
});
