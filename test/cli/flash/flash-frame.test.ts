import { describe, expect, test } from 'vitest';
import { flashFrame } from '../../../src/cli/flash/flash-frame.ts';
import type { FlashEvent, FlashOutcome } from '../../../src/core/flash/events.ts';
import { reduceFlash, startFlashView, type FlashView } from '../../../src/core/flash/progress.ts';
import { done, PLAIN, progress, shownAfter, TARGET, writing } from './shown-events.ts';

function frame(view: FlashView, nowMs: number, columns: number): string {
  return flashFrame({ view, nowMs, looks: { done: '#', todo: '-' } }, PLAIN, columns);
}

test('a terminal shows phase, bar, percent, rate and what is left', () => {
  const events = [writing, progress(0), progress(120e6), progress(180e6)];
  const view = events.reduce((before, event, at) => reduceFlash(before, event, at * 1000), startFlashView(true));
  expect(frame(view, 3000, 80)).toBe('/dev/sdb  writing  ######----------------   30 %     90 MB/s  about 15 s left');
});

test('a drive that does not answer is told instead of a time', () => {
  const events: FlashEvent[] = [writing, progress(0), { type: 'stalled', target: TARGET, ms: 12_000 }];
  const view = events.reduce((before, event, at) => reduceFlash(before, event, at * 1000), startFlashView(true));
  expect(frame(view, 3000, 80)).toBe(
    '/dev/sdb  writing  -----------------    0 %  the drive has not answered for 12 s',
  );
  expect(frame(view, 3000, 60)).toBe('/dev/sdb  writing  0 %  the drive has not answered for 12 s');
  expect(frame(view, 3000, 45)).toBe('/dev/sdb  writing  0 %  no answer for 12 s');
});

test('where nobody knows how long the image is, bytes and rate stand in the place of bar, percent and time', () => {
  const unpacked = (bytes: number): FlashEvent => ({ type: 'progress', target: TARGET, bytes, of: null });
  const image: FlashEvent = { type: 'image', name: 'a.img.gz', format: 'gzip', bytes: null, givenBytes: 500e6 };
  const read: FlashEvent = { type: 'source', consumed: 499e6, of: 500e6 };
  const view = shownAfter([image, writing, unpacked(0), read, unpacked(1.1e9), unpacked(1.2e9)]);
  expect(frame(view, 6000, 80)).toMatch(/^\/dev\/sdb {2}writing {2}1\.2 GB {22,} 400 MB\/s$/);
  expect(frame(view, 6000, 30)).toBe('/dev/sdb  writing  1.2 GB');
});

test('a phase without bytes shows how long it lasts, and neither bar nor percent', () => {
  const image: FlashEvent = { type: 'image', name: 'a.img', format: 'raw', bytes: 600e6, givenBytes: 600e6 };
  for (const phase of ['checking', 'wiping', 'probing', 'flushing', 'finishing', 'ejecting'] as const) {
    const view = shownAfter([image, writing, progress(600e6), { type: 'phase', target: TARGET, phase }]);
    expect(frame(view, 15_400, 80)).toBe(`/dev/sdb  ${phase}  12 s`);
    expect(frame(view, 303_000, 80)).toBe(`/dev/sdb  ${phase}  5 min`);
  }
});

test('of several that end, each says as which of them, or after how long it failed; where there is room', () => {
  const begun = ['a', 'b', 'c'].map((name): FlashEvent => ({ ...writing, target: name }));
  const of = (target: string, outcome: FlashOutcome): FlashEvent => ({ type: 'target-end', target, outcome });
  const failed = { kind: 'failed', code: 'bad-sector', facts: {}, state: 'unbootable' } as const;
  const view = shownAfter([...begun, of('c', done), of('b', failed), of('a', done)]);
  expect(frame(view, 6000, 80).split('\n')).toEqual([
    'a     done, 2nd of 3, after 5.0 s',
    'b     failed after 3.0 s',
    'c     done, 1st of 3, after 1.0 s',
  ]);
  expect(frame(view, 6000, 20).split('\n')).toEqual(['a     done', 'b     failed', 'c     done']);
  expect(frame(shownAfter([writing, of(TARGET, done)]), 6000, 80)).toBe('/dev/sdb  done');
});

describe.each([20, 40, 60, 80, 100])('in %i columns', (columns) => {
  const path = '/home/somebody/cards/for/the/kitchen.img';
  const onCard = (event: FlashEvent): FlashEvent => ({ ...event, target: path }) as FlashEvent;
  const events = [writing, progress(0), progress(120e6), onCard(writing), onCard(progress(0)), onCard(progress(9e6))];
  const stalled: FlashEvent = { type: 'stalled', target: path, ms: 72_000 };
  const ended: FlashEvent = { type: 'target-end', target: TARGET, outcome: done };
  const lines = (all: readonly FlashEvent[]): readonly string[] => {
    const view = all.reduce((before, event, at) => reduceFlash(before, event, at * 1000), startFlashView(true));
    return frame(view, all.length * 1000, columns).split('\n');
  };

  test('no line is wider, whatever it says', () => {
    for (const all of [events, [...events, stalled], [...events, stalled, ended]]) {
      expect(lines(all)).toHaveLength(2);
      expect(lines(all).filter((line) => line.length > columns)).toEqual([]);
    }
  });

  test('names are cut in their middle, then the time left out, then the rate', () => {
    const [first = '', second = ''] = lines(events);
    expect(second).toMatch(columns < 100 ? /^\/.*….*g / : /^\/home\/.*\/kitchen\.img /);
    expect(first.includes('left')).toBe(columns >= 80);
    expect(first.includes('MB/s')).toBe(columns >= 60);
    expect(first).toContain('20 %');
  });

  test('that a drive does not answer is told where there is room at all', () => {
    const words = columns < 80 ? /no answer for/ : /the drive has not answered for 1 min 12 s/;
    if (columns >= 40) expect(lines([...events, stalled])[1]).toMatch(words);
  });
});
