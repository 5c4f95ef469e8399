import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateOf, withSample, type Sample } from '../../../src/core/jobs/rate.ts';

function feed(samples: readonly Sample[]): readonly Sample[] {
  return samples.reduce<readonly Sample[]>(withSample, []);
}

test('a steady pace is found', () => {
  const samples = Array.from({ length: 40 }, (_, at) => ({ atMs: at * 200, bytes: at * 10_000 }));
  expect(rateOf(feed(samples))).toBe(50_000);
});

test('a new pace is what counts once the window has passed', () => {
  const fast = Array.from({ length: 50 }, (_, at) => ({ atMs: at * 200, bytes: at * 100_000 }));
  const slow = Array.from({ length: 50 }, (_, at) => ({ atMs: 10_000 + at * 200, bytes: 5_000_000 + at * 1_000 }));
  expect(rateOf(feed([...fast, ...slow]))).toBe(5_000);
});

test('there is no rate before there is something to measure', () => {
  expect(rateOf([])).toBeNull();
  expect(rateOf(feed([{ atMs: 0, bytes: 0 }]))).toBeNull();
  expect(
    rateOf(
      feed([
        { atMs: 0, bytes: 0 },
        { atMs: 100, bytes: 9e9 },
      ]),
    ),
  ).toBeNull();
});

test('bytes that go back start afresh: the next phase counts from zero', () => {
  expect(
    feed([
      { atMs: 0, bytes: 500 },
      { atMs: 900, bytes: 900 },
      { atMs: 950, bytes: 10 },
    ]),
  ).toHaveLength(1);
});

test('however many samples come, few are kept and the rate is never negative', () => {
  const step = fc.record({ ms: fc.integer({ min: 0, max: 500 }), bytes: fc.integer({ min: 0, max: 1e9 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 500 }), (steps) => {
      let atMs = 0;
      let bytes = 0;
      const kept = feed(steps.map((one) => ({ atMs: (atMs += one.ms), bytes: (bytes += one.bytes) })));
      expect(kept.length).toBeLessThanOrEqual(104);
      expect(rateOf(kept) ?? 0).toBeGreaterThanOrEqual(0);
    }),
  );
});
