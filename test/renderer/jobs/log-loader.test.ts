import { describe, expect, it } from 'vitest';
import { createLogLoader } from '../../../renderer/jobs/log-loader.ts';
import type { LogSource } from '../../../renderer/jobs/log-source.ts';
import { until } from '../../support/waiting.ts';

/** A log of `total` lines of which the oldest are gone, and what was asked of it. */
function source(total: number, kept = 0) {
  const asked: [from: number, count: number][] = [];
  const read: LogSource['read'] = (from, count) => {
    asked.push([from, count]);
    const first = Math.max(from, kept);
    const lines = Array.from({ length: Math.max(0, Math.min(count, total - first)) }, (_, index) => ({
      derivation: null,
      text: `line ${first + index}`,
      kind: 'log' as const,
    }));
    return Promise.resolve({ first, kept, lines });
  };
  return { asked, read, search: () => Promise.reject(new Error('not here')) };
}

const seen = (first: number, end: number) => ({ first, end });

describe('loading the lines of a log', () => {
  it('asks for what is in sight and a little more, once', async () => {
    const log = source(10_000);
    const loader = createLogLoader(log);
    loader.want({ total: 10_000, seen: seen(5000, 5030), isFollowing: false });
    await until('the line', () => loader.at(5029));
    loader.want({ total: 10_000, seen: seen(5010, 5040), isFollowing: false });
    expect(loader.at(5000)?.text).toBe('line 5000');
    expect(log.asked).toEqual([[4950, 200]]);
    expect(loader.at(9000)).toBeUndefined();
  });

  it('follows the end without loading what lies between', async () => {
    const log = source(100_000);
    const loader = createLogLoader(log);
    loader.want({ total: 100_000, seen: seen(0, 30), isFollowing: true });
    await until('the end', () => loader.tail() === 100_000);
    expect(log.asked).toEqual([[99_800, 200]]);
  });

  it('asks for new lines only from then on', async () => {
    const log = source(1030);
    const loader = createLogLoader(log);
    loader.want({ total: 1000, seen: seen(0, 0), isFollowing: true });
    await until('the end', () => loader.tail() === 1000);
    loader.want({ total: 1030, seen: seen(0, 0), isFollowing: true });
    await until('the end', () => loader.tail() === 1030);
    expect(log.asked.at(-1)).toEqual([1000, 30]);
  });

  it('knows lines that are not kept any more, and does not ask for them for ever', async () => {
    const log = source(3000, 2000);
    const loader = createLogLoader(log);
    loader.want({ total: 3000, seen: seen(0, 30), isFollowing: false });
    await until('what is kept', () => loader.kept() === 2000);
    expect(loader.at(10)).toBeNull();
    loader.want({ total: 3000, seen: seen(0, 30), isFollowing: false });
    expect(log.asked).toHaveLength(1);
  });

  it('forgets what is far away', async () => {
    const loader = createLogLoader(source(1_000_000));
    for (let first = 0; first < 12_000; first += 150) {
      loader.want({ total: 1_000_000, seen: seen(first, first + 40), isFollowing: false });
      await until('the line', () => loader.at(first + 39));
    }
    expect(loader.at(0)).toBeUndefined();
    expect(loader.at(11_900)).toBeDefined();
  });
});
