import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WriterEvent } from '../../src/contract/writer.ts';
import { startWatch, type Watched } from '../../src/writer/watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** The clock runs on while nothing else does: the computer sleeps. */
function sleepFor(ms: number): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}

function watch() {
  const events: WriterEvent[] = [];
  const state = { bytes: 0, waitingSince: null as number | null, hasResult: false };
  const watched: Watched = {
    index: 3,
    waitingSince: () => state.waitingSince,
    progress: () => ({ bytes: state.bytes, of: 100 }),
  };
  const ticks: number[] = [];
  const waits: number[] = [];
  const signs: number[] = [];
  const stop = startWatch(
    () => (state.hasResult ? [] : [watched]),
    (event) => {
      if (event.type === 'alive') signs.push(performance.now());
      else events.push(event);
    },
    ({ elapsedMs, unanswered }) => {
      ticks.push(elapsedMs);
      waits.push(Math.round(unanswered.get(watched) ?? -1));
    },
  );
  return { events, state, ticks, waits, signs, stop };
}

describe('startWatch', () => {
  it('tells progress five times a second, where there is some', () => {
    const { events, state, stop } = watch();
    vi.advanceTimersByTime(1000);
    expect(events).toEqual([{ type: 'progress', target: 3, bytes: 0, of: 100 }]);
    state.bytes = 50;
    vi.advanceTimersByTime(200);
    expect(events.at(-1)).toEqual({ type: 'progress', target: 3, bytes: 50, of: 100 });
    stop();
  });

  it('gives a sign of life five times a second, though nothing happens', () => {
    const { signs, stop } = watch();
    vi.advanceTimersByTime(2_000);
    expect(signs).toHaveLength(10);
    stop();
  });

  it('says when a drive has not answered for five seconds, then once a second, until it does', () => {
    const { events, state, stop } = watch();
    state.waitingSince = performance.now();
    const stalls = (): number[] => events.flatMap((event) => (event.type === 'stalled' ? event.ms : []));
    vi.advanceTimersByTime(4_800);
    expect(stalls()).toEqual([]);
    vi.advanceTimersByTime(3_200);
    expect(stalls()).toHaveLength(4);
    expect(stalls()[0]).toBeGreaterThanOrEqual(5_000);
    expect(stalls()[0]).toBeLessThan(5_400);
    state.waitingSince = null;
    vi.advanceTimersByTime(10_000);
    expect(stalls()).toHaveLength(4);
    stop();
  });

  it('takes the time in which the computer slept for no wait of its drive, and begins to count anew', () => {
    const { events, state, ticks, stop } = watch();
    const stalls = (): number[] => events.flatMap((event) => (event.type === 'stalled' ? event.ms : []));
    vi.advanceTimersByTime(1_000);
    state.waitingSince = performance.now();
    sleepFor(3_600_000);
    vi.advanceTimersByTime(4_800);
    expect(stalls()).toEqual([]);
    expect(Math.max(...ticks)).toBe(200);
    vi.advanceTimersByTime(1_000);
    expect(stalls()).toHaveLength(1);
    expect(stalls()[0]).toBeLessThan(5_400);
    stop();
  });

  it('hands on for how long each drive has not answered', () => {
    const { state, waits, stop } = watch();
    vi.advanceTimersByTime(200);
    state.waitingSince = performance.now();
    vi.advanceTimersByTime(400);
    state.hasResult = true;
    vi.advanceTimersByTime(200);
    expect(waits).toEqual([0, 200, 400, -1]);
    stop();
  });

  it('tells nothing of a target that has its result, whatever its drive does', () => {
    const { events, state, stop } = watch();
    state.hasResult = true;
    state.waitingSince = performance.now();
    vi.advanceTimersByTime(20_000);
    expect(events).toEqual([]);
    stop();
  });

  it('does nothing more once it is stopped', () => {
    const { events, ticks, state, stop } = watch();
    vi.advanceTimersByTime(400);
    expect(ticks).toEqual([200, 200]);
    stop();
    state.bytes = 99;
    vi.advanceTimersByTime(10_000);
    expect(ticks).toHaveLength(2);
    expect(events).toHaveLength(1);
  });
});
