import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlashEvent, FlashOutcome } from '../../../src/core/flash/events.ts';
import {
  reduceFlash,
  remainingMs,
  shareDone,
  startFlashView,
  type FlashView,
  type TargetView,
} from '../../../src/core/flash/progress.ts';
import { PHASES } from '../../../src/core/flash/protocol-events.ts';

const TARGET = '/dev/sdb';

const DONE: FlashOutcome = {
  ...{ kind: 'done', bytes: 1000, sha256: 'ab'.repeat(32), verified: 'direct', ejected: true, seed: null },
  ...{ writtenBytes: 1000, skippedBytes: 0, rewritten: null },
  ms: { writing: 1, flushing: 1, verifying: 1, total: 3 },
};

/** The view after events that came 1 s apart. */
function after(events: readonly FlashEvent[], verify = true): { view: FlashView; target: TargetView } {
  const view = events.reduce((before, event, at) => reduceFlash(before, event, at * 1000), startFlashView(verify));
  const target = view.targets.find((known) => known.target === TARGET);
  if (!target) throw new Error('no such target');
  return { view, target };
}

const writing: FlashEvent = { type: 'phase', target: TARGET, phase: 'writing' };
const verifying: FlashEvent = { type: 'phase', target: TARGET, phase: 'verifying' };

function progress(bytes: number, of: number | null = 1000): FlashEvent {
  return { type: 'progress', target: TARGET, bytes, of };
}

describe('how much is done', () => {
  test('of the phase, by its own length', () => {
    const { view, target } = after([writing, progress(250)]);
    expect(shareDone(view, target)).toBe(0.25);
  });

  test("by the image's length where the phase does not know its own", () => {
    const image: FlashEvent = { type: 'image', name: 'a.img', format: 'raw', bytes: 500, givenBytes: 500 };
    const { view, target } = after([image, writing, progress(250, null)]);
    expect(shareDone(view, target)).toBe(0.5);
  });

  test('is not known where the image tells its length only at its end: what is left of the file may be a long tail of zeros', () => {
    const image: FlashEvent = { type: 'image', name: 'a.img.gz', format: 'gzip', bytes: null, givenBytes: 500 };
    const read: FlashEvent = { type: 'source', consumed: 499, of: 500 };
    for (const phase of [writing, verifying]) {
      const { view, target } = after([
        image,
        phase,
        progress(0, null),
        read,
        progress(900, null),
        progress(1800, null),
      ]);
      expect(shareDone(view, target)).toBeNull();
      expect(remainingMs(view, target)).toBeNull();
      expect(target).toMatchObject({ bytes: 1800, rate: expect.any(Number) as number });
    }
  });

  test.each(['checking', 'wiping', 'probing', 'flushing', 'finishing', 'ejecting'] as const)(
    'is not known of %s, which has no bytes',
    (phase) => {
      const image: FlashEvent = { type: 'image', name: 'a.img', format: 'raw', bytes: 500, givenBytes: 500 };
      const { view, target } = after([image, writing, progress(500), { type: 'phase', target: TARGET, phase }]);
      expect(shareDone(view, target)).toBeNull();
      expect(target.sinceMs).toBe(3000);
    },
  );

  test('a new phase starts at nothing, without the rate of the one before', () => {
    const { target } = after([writing, progress(250), progress(1000), verifying]);
    expect(target).toMatchObject({ phase: 'verifying', bytes: 0, rate: null });
  });
});

describe('time that is left', () => {
  test('counts the reading back at the rate of the writing', () => {
    const { view, target } = after([writing, progress(0), progress(500)]);
    expect(target.rate).toBe(500);
    expect(remainingMs(view, target)).toBe(3000);
  });

  test('without verification it is the writing alone', () => {
    const { view, target } = after([writing, progress(0), progress(500)], false);
    expect(remainingMs(view, target)).toBe(1000);
  });

  test('is not known for a drive that stands still', () => {
    const { view, target } = after([writing, progress(0), progress(0)]);
    expect(remainingMs(view, target)).toBeNull();
  });
});

test('a drive that answers again is not stalled any more', () => {
  const stalled: FlashEvent = { type: 'stalled', target: TARGET, ms: 4000 };
  expect(after([writing, stalled]).target.stalledMs).toBe(4000);
  expect(after([writing, stalled, progress(1)]).target.stalledMs).toBeNull();
});

describe('the end of a target', () => {
  const end = (target: string, kind: 'done' | 'failed'): FlashEvent => {
    const failed = { kind: 'failed', code: 'bad-sector', facts: {}, state: 'unbootable' } as const;
    return { type: 'target-end', target, outcome: kind === 'done' ? DONE : failed };
  };

  test('has a place among those that are done, in the order in which they were', () => {
    const begun = ['a', 'b', 'c', TARGET].map((target): FlashEvent => ({ ...writing, target }));
    const { view } = after([...begun, end('c', 'done'), end('b', 'failed'), end(TARGET, 'done'), end('a', 'done')]);
    expect(view.targets.map(({ target, end: told }) => [target, told])).toEqual([
      ['a', { afterMs: 7000, place: 3 }],
      ['b', { afterMs: 4000, place: null }],
      ['c', { afterMs: 2000, place: 1 }],
      [TARGET, { afterMs: 3000, place: 2 }],
    ]);
  });

  test('is counted from its first phase, and has no time where there was none', () => {
    const { target } = after([writing, verifying, writing, end(TARGET, 'done')]);
    expect(target.end).toEqual({ afterMs: 3000, place: 1 });
    expect(after([end(TARGET, 'failed')]).target.end).toEqual({ afterMs: null, place: null });
    expect(after([writing]).target.end).toBeNull();
  });
});

test('targets do not touch each other', () => {
  const other: FlashEvent = { type: 'progress', target: '/dev/sdc', bytes: 7, of: 1000 };
  const { view, target } = after([writing, progress(250), other]);
  expect(target.bytes).toBe(250);
  expect(view.targets.map(({ target: name }) => name)).toEqual([TARGET, '/dev/sdc']);
});

test('whatever comes in whatever order, a share lies between 0 and 1', () => {
  const bytes = fc.nat(2 ** 40);
  const event: fc.Arbitrary<FlashEvent> = fc.oneof(
    fc.record({ type: fc.constant('phase' as const), target: fc.constant(TARGET), phase: fc.constantFrom(...PHASES) }),
    fc.record({ type: fc.constant('progress' as const), target: fc.constant(TARGET), bytes, of: fc.option(bytes) }),
    fc.record({ type: fc.constant('source' as const), consumed: bytes, of: fc.option(bytes) }),
  );
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const { view, target } = after([writing, ...events]);
      const share = shareDone(view, target) ?? 0;
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      expect(remainingMs(view, target) ?? 0).toBeGreaterThanOrEqual(0);
    }),
  );
});
