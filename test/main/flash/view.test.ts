import { expect, test } from 'vitest';
import type { FlashEvent } from '../../../src/core/flash/events.ts';
import { SHOWN_PHASES } from '../../../src/contract/window/flash.ts';
import { wholeShare } from '../../../src/contract/window/flash-share.ts';
import { beginRates, NO_RATES, withProgress, type RateHistory } from '../../../src/main/flash/rate-samples.ts';
import { stick } from '../../support/flash-world.ts';
import { beginFlash, flashTopic, reduceFlashJob, type FlashJobState } from '../../../src/main/flash/view.ts';

const target = '/dev/sdx';
const START = beginFlash({
  id: 'job',
  onlyChanged: false,
  startedAt: '2026-11-22T10:00:00.000Z',
  image: { name: 'pi.img', host: null, user: null, board: null, nixos: null, bytes: 100 },
  targets: [{ id: '0'.repeat(32), name: 'Stick', drive: null, path: target }],
});

type Timed = readonly [atMs: number, event: FlashEvent];

function after(...events: readonly Timed[]): FlashJobState {
  return events.reduce((state, [atMs, event]) => reduceFlashJob(state, event, atMs), START);
}

const phase = (name: Extract<FlashEvent, { type: 'phase' }>['phase']): FlashEvent => ({
  type: 'phase',
  target,
  phase: name,
});
const progress = (bytes: number): FlashEvent => ({ type: 'progress', target, bytes, of: 100 });
const states = (state: FlashJobState): string[] =>
  flashTopic(state, 0).targets[0]?.phases.map((one) => one.state) ?? [];

test('several phases of the writer are one bar, and each bar stays done', () => {
  expect(states(after([0, phase('checking')], [10, phase('wiping')]))).toEqual([
    'running',
    ...['waiting', 'waiting', 'waiting', 'waiting'],
  ]);
  const writing = after([0, phase('checking')], [10, phase('wiping')], [30, phase('writing')], [40, progress(50)]);
  expect(states(writing)).toEqual(['done', 'running', 'waiting', 'waiting', 'waiting']);
  const [check, write] = flashTopic(writing, 130).targets[0]?.phases ?? [];
  expect(check).toMatchObject({ phase: 'check', ms: 30 });
  expect(write).toMatchObject({ phase: 'write', bytes: 50, of: 100, ms: 100 });
});

test('a card that was set aside begins anew', () => {
  const again = after([0, phase('writing')], [1, phase('verifying')], [2, phase('writing')]);
  expect(states(again)).toEqual(['done', 'running', 'waiting', 'waiting', 'waiting']);
});

test('a failure stays in the bar that ran', () => {
  const outcome = { kind: 'failed', code: 'drive-lost', facts: {}, state: 'unbootable' } as const;
  const failed = after([0, phase('writing')], [5, { type: 'target-end', target, outcome }]);
  expect(states(failed)).toEqual(['done', 'failed', 'waiting', 'waiting', 'waiting']);
});

test('the whole is half done when everything is written and nothing read back', () => {
  const writing = after([0, phase('writing')], [1, progress(100)]);
  expect(wholeShare(flashTopic(writing, 1))).toBe(0.5);
  const verifying = after([0, phase('writing')], [1, phase('verifying')], [2, progress(50)]);
  expect(wholeShare(flashTopic(verifying, 2))).toBe(0.75);
});

test('what limits is that of the present phase', () => {
  const limited = after([0, phase('writing')], [1, { type: 'limit', target, by: 'decoding' }]);
  expect(flashTopic(limited, 1).targets[0]?.limitedBy).toBe('decoding');
  expect(flashTopic(reduceFlashJob(limited, phase('flushing'), 2), 2).targets[0]?.limitedBy).toBe(null);
});

test('a point of the plot is the average of a second, and never more than one a second', () => {
  let history: RateHistory = NO_RATES;
  for (let ms = 0; ms <= 3000; ms += 100) history = withProgress(history, 'write', ms, ms * 2);
  expect(history.samples.map(({ atMs }) => atMs)).toEqual([1000, 2000, 3000]);
  for (const { rate } of history.samples) expect(rate).toBeCloseTo(2000);
});

test('hours of points stay a few hundred, and keep their mean', () => {
  let history: RateHistory = NO_RATES;
  for (let s = 0; s <= 20_000; s += 1) history = withProgress(history, 'write', s * 1000, s * 1e6);
  expect(history.samples.length).toBeLessThanOrEqual(241);
  for (const { rate } of history.samples) expect(rate).toBeCloseTo(1e6);
  const times = history.samples.map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('a dip of ten seconds in half an hour is not lost among the means', () => {
  let history: RateHistory = NO_RATES;
  let bytes = 0;
  for (let s = 0; s <= 1800; s += 1) {
    history = withProgress(history, 'write', s * 1000, bytes);
    bytes += s >= 200 && s < 210 ? 1e6 : s === 300 ? 90e6 : 20e6;
  }
  history = withProgress(beginRates(history), 'verify', 1_900_000, 0);
  history = withProgress(history, 'verify', 1_901_000, 80e6);
  expect(Math.min(...history.samples.map(({ rate }) => rate))).toBeGreaterThan(1e6);
  expect(history.extremes).toEqual([
    { phase: 'write', least: 1e6, most: 90e6 },
    { phase: 'verify', least: 80e6, most: 80e6 },
  ]);
});

test('the page is told when a card ended, and which it was of those that are done', () => {
  const outcome = { kind: 'failed', code: 'drive-lost', facts: {}, state: 'unbootable' } as const;
  const failed = after([10, phase('writing')], [510, { type: 'target-end', target, outcome }]);
  expect(flashTopic(failed, 900).targets[0]?.end).toEqual({ afterMs: 500, place: null });
  expect(flashTopic(START, 0).targets[0]?.end).toBeNull();
});

test('every bar of the contract is there, in its order', () => {
  expect(flashTopic(START, 0).targets[0]?.phases.map((one) => one.phase)).toEqual(SHOWN_PHASES);
});

test('the last note of the present phase is told of', () => {
  const note = (code: 'unmounted' | 'wrong-block' | 'rewritten', facts: Readonly<Record<string, string | number>>) =>
    ({ type: 'note', target, code, facts }) as const;
  const told = (state: FlashJobState) => flashTopic(state, 9).targets[0]?.note;
  const looking = after([0, phase('verifying')], [1, note('wrong-block', { offset: 4096 })], [2, progress(50)]);
  expect(told(looking)).toEqual({ code: 'wrong-block', facts: { offset: 4096 } });
  const mended = reduceFlashJob(looking, note('rewritten', { offset: 4096 }), 3);
  expect(told(mended)).toEqual({ code: 'rewritten', facts: { offset: 4096 } });
  expect(told(reduceFlashJob(mended, phase('finishing'), 4))).toBeNull();
});

test('a drive that is lost still tells its sectors', () => {
  const drive = stick('/dev/sdx', { logicalBlockBytes: 4096 });
  const outcome = { kind: 'failed', code: 'drive-lost', facts: {}, state: 'unbootable' } as const;
  const lost = after(
    [0, { type: 'target', target, drive, warnings: [] }],
    [5, { type: 'target-end', target, outcome }],
  );
  expect(flashTopic(lost, 5).targets[0]?.sectorBytes).toBe(4096);
  expect(flashTopic(START, 0).targets[0]?.sectorBytes).toBeNull();
});
