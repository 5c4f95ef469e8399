import { expect, test } from 'vitest';
import { plotShape, roundAbove } from '../../../renderer/jobs/plot-shape.ts';

const at = (atMs: number, rate: number, phase: 'write' | 'verify' = 'write') => ({ atMs, rate, phase });

test.each([
  [1, 1],
  [1.1, 1.5],
  [16, 20],
  [88, 100],
  [41e6, 50e6],
  [60e6, 60e6],
  [101, 150],
])('the round number above %d is %d', (rate, round) => {
  expect(roundAbove(rate)).toBe(round);
});

test('phases are runs of their own, each with its mean', () => {
  const { runs } = plotShape([at(1000, 10e6), at(2000, 30e6), at(4000, 90e6, 'verify')], 4000, 6000);
  expect(runs.map(({ phase, mean }) => [phase, mean])).toEqual([
    ['write', 20e6],
    ['verify', 90e6],
  ]);
  expect(runs[1]?.from).toBeCloseTo(0.4);
});

test('the time reaches to the expected end, the height above the peak', () => {
  const { endMs, top, runs, ticksMs } = plotShape([at(10_000, 88e6)], 10_000, 50_000);
  expect(endMs).toBe(60_000);
  expect(top).toBeGreaterThan(88e6);
  expect(runs[0]?.points).toEqual([[1 / 6, 88e6 / top]]);
  expect(ticksMs).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);
});

test('nothing yet is an empty plot with a scale', () => {
  const { runs, top, endMs } = plotShape([], 0, null);
  expect(runs).toEqual([]);
  expect(top).toBeGreaterThan(0);
  expect(endMs).toBeGreaterThan(0);
});
