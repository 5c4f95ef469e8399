import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../src/contract/window/build.ts';
import { createLogStore, type LogStore } from '../../../src/main/builds/log-store.ts';
import { searchLog } from '../../../src/main/builds/search-log.ts';

const line = (text: string): LogLine => ({ derivation: 'linux-6.18', text, kind: 'log' });

function filled(texts: readonly string[], limits?: Parameters<typeof createLogStore>[0]): LogStore {
  const log = createLogStore(limits);
  for (const text of texts) log.append(line(text));
  return log;
}

const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `line ${index}`);

describe('the log of a build', () => {
  it('gives every page of what was appended, whatever the pages', () => {
    fc.assert(
      fc.property(fc.nat(2500), fc.nat(3000), fc.integer({ min: 1, max: 1200 }), (size, from, count) => {
        const texts = numbered(size);
        const page = filled(texts).read(from, count);
        expect(page.first).toBe(Math.min(from, size));
        expect(page.lines.map(({ text }) => text)).toEqual(texts.slice(page.first, page.first + count));
      }),
      { numRuns: 60 },
    );
  });

  it('never grows over its limits, and its lines keep their numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 6000 }), fc.nat(6000), (size, from) => {
        const log = filled(numbered(size), { lines: 1000, chars: 1e9 });
        expect(log.end()).toBe(size);
        expect(log.end() - log.kept()).toBeLessThanOrEqual(1000);
        const { first, lines } = log.read(from, 10);
        expect(first).toBe(Math.min(Math.max(from, log.kept()), size));
        for (const [offset, { text }] of lines.entries()) expect(text).toBe(`line ${first + offset}`);
      }),
      { numRuns: 60 },
    );
  });

  it('counts the length of lines, too', () => {
    const log = filled(
      Array.from({ length: 4000 }, () => 'x'.repeat(1000)),
      { lines: 1e6, chars: 1_000_000 },
    );
    expect(log.end()).toBe(4000);
    expect(log.end() - log.kept()).toBeLessThanOrEqual(1500);
    expect(log.end() - log.kept()).toBeGreaterThanOrEqual(500);
  });

  it('cuts a line that no screen could show', () => {
    const { lines } = filled(['x'.repeat(1_000_000)]).read(0, 1);
    expect(lines[0]?.text).toHaveLength(4001);
  });
});

describe('searching it', () => {
  it('finds what a plain look at each line finds, in whatever case, with any signs', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', 'b', '.', '*', '(', '[', '\\', ' '), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 200 }), text, fc.nat(220), async (texts, wanted, from) => {
        fc.pre(wanted !== '');
        const log = filled(texts);
        const expected = texts.flatMap((one, index) =>
          index >= from && one.toLowerCase().includes(wanted.toLowerCase()) ? [index] : [],
        );
        expect(await searchLog(log, wanted, from, 1000)).toEqual({
          count: expected.length,
          lines: expected,
          upTo: texts.length,
        });
      }),
    );
  });

  it('lists no more than was asked for, and counts all', async () => {
    const hits = await searchLog(filled(numbered(9000)), 'line', 0, 100);
    expect(hits.count).toBe(9000);
    expect(hits.lines).toHaveLength(100);
  });

  it('leaves out lines that are not kept any more', async () => {
    const log = filled(numbered(3000), { lines: 1000, chars: 1e9 });
    const hits = await searchLog(log, 'line', 0, 5000);
    expect(hits.lines[0]).toBe(log.kept());
    expect(hits.count).toBe(log.end() - log.kept());
  });

  it('goes on from where it was, over lines that come meanwhile', async () => {
    const log = filled(numbered(6000));
    const searching = searchLog(log, 'line', 0, 1e6);
    log.append(line('line more'));
    const first = await searching;
    expect(first).toMatchObject({ count: 6000, upTo: 6000 });
    expect(await searchLog(log, 'line', first.upTo, 10)).toEqual({ count: 1, lines: [6000], upTo: 6001 });
  });
});
