import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { endedTargets } from '../../../src/cli/flash/ended-targets.ts';
import { createJsonRenderer } from '../../../src/cli/flash/json-renderer.ts';
import { createPlainRenderer } from '../../../src/cli/flash/plain-renderer.ts';
import { doneReport, failureReports, stateLine } from '../../../src/cli/flash/report.ts';
import type { FlashEvent, FlashOutcome } from '../../../src/core/flash/events.ts';
import { fakeTerminal } from '../fake-terminal.ts';
import { done, PLAIN, progress, SHA256, shownAfter, TARGET, writing } from './shown-events.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

test('a log gets each phase and each tenth, and no more', () => {
  const terminal = fakeTerminal();
  const renderer = createPlainRenderer(terminal, true);
  renderer.show(writing);
  for (let part = 0; part <= 100; part += 1) {
    vi.advanceTimersByTime(100);
    renderer.show(progress(part * 6e6));
  }
  expect(terminal.said).toHaveLength(11);
  expect(terminal.said[0]).toBe('say: /dev/sdb: writing');
  expect(terminal.said[3]).toBe('say: /dev/sdb: writing 30 % (60 MB/s)');
  expect(terminal.said[10]).toBe('say: /dev/sdb: writing 100 % (60 MB/s)');
});

test('a log gets a line for each gigabyte where nobody knows how many there are', () => {
  const terminal = fakeTerminal();
  const renderer = createPlainRenderer(terminal, true);
  renderer.show(writing);
  for (let part = 0; part <= 25; part += 1) {
    vi.advanceTimersByTime(1000);
    renderer.show({ type: 'progress', target: TARGET, bytes: part * 1e8, of: null });
    renderer.show({ type: 'source', consumed: 499, of: 500 });
  }
  expect(terminal.said.slice(1)).toEqual([
    'say: /dev/sdb: writing 1 GB (100 MB/s)',
    'say: /dev/sdb: writing 2 GB (100 MB/s)',
  ]);
});

test('a log says of several in which order they end; of one alone the report says it', () => {
  const of = (target: string, outcome: FlashOutcome): FlashEvent => ({ type: 'target-end', target, outcome });
  const failed = of('/dev/sdc', { kind: 'failed', code: 'bad-sector', facts: {}, state: 'unbootable' });
  const terminal = fakeTerminal();
  const renderer = createPlainRenderer(terminal, true);
  for (const event of [writing, { ...writing, target: '/dev/sdc' }]) renderer.show(event);
  for (const event of [failed, of(TARGET, done)]) {
    vi.advanceTimersByTime(1000);
    renderer.show(event);
  }
  expect(terminal.said.slice(2)).toEqual([
    'say: /dev/sdc: failed after 1.0 s',
    'say: /dev/sdb: done, 1st of 2, after 2.0 s',
  ]);

  const alone = fakeTerminal();
  const single = createPlainRenderer(alone, true);
  for (const event of [writing, of(TARGET, done)]) single.show(event);
  expect(alone.said).toEqual(['say: /dev/sdb: writing']);
});

test('--json has few lines of progress, but always the last', () => {
  const terminal = fakeTerminal({ json: true });
  const renderer = createJsonRenderer(terminal, true);
  for (let part = 0; part <= 100; part += 1) {
    vi.advanceTimersByTime(20);
    renderer.show(progress(part * 6e6));
  }
  expect(terminal.lines.length).toBeLessThan(14);
  expect(terminal.lines.at(-1)).toMatchObject({ type: 'progress', bytes: 600e6, of: 600e6 });
});

test('the report has bytes, hash, rates, how sure the verification is, and whether it is ejected', () => {
  expect(doneReport(TARGET, done, PLAIN, 100)).toBe(
    [
      '/dev/sdb is written and verified.',
      '  image     600 MB (600,000,000 bytes)',
      `  SHA-256   ${SHA256}`,
      '  written   10 s, 60 MB/s',
      '  verified  6.0 s, 100 MB/s, read back directly, not from a cache, and compared',
      '  ejected   it can be taken out',
    ].join('\n'),
  );
  expect(doneReport(TARGET, { ...done, bytes: 1 }, PLAIN, 100)).toContain('image     1 byte\n');
  const unsure = doneReport(TARGET, { ...done, verified: 'no', ejected: false }, PLAIN, 100);
  expect(unsure).toContain('/dev/sdb is written, but not verified.');
  expect(unsure).toContain('not verified, as you asked');
  expect(unsure).not.toContain('ejected');
});

test('what was left out is told apart from what was right already', () => {
  const skipped = { ...done, skippedBytes: 200e6, writtenBytes: 400e6 };
  const report = doneReport(TARGET, skipped, PLAIN, 120);
  expect(report).toMatch(/written +10 s, 40 MB\/s$/m);
  expect(report).toMatch(/left out +200 MB .*: what was there before still is$/m);
  const changed = doneReport(TARGET, { ...skipped, writtenBytes: 100e6, verified: 'compared' }, PLAIN, 120);
  expect(changed).toMatch(/written +10 s, 100 MB of 400 MB: the rest was right already$/m);
  expect(changed).toMatch(/left out +200 MB/);
  expect(doneReport('card.img', skipped, PLAIN, 120)).toMatch(/left out +200 MB .*: zeros are there$/m);
});

describe('failures', () => {
  const failed = { kind: 'failed', code: 'drive-lost', facts: { device: TARGET }, state: 'unknown' } as const;
  const alone = { target: TARGET, order: null };

  test('are told with what happened, what is on the drive now, and what to do', () => {
    const [report] = failureReports([{ ...alone, outcome: failed }], PLAIN);
    expect(report?.split('\n')).toEqual([
      expect.stringContaining('Error: /dev/sdb is gone'),
      expect.stringContaining('/dev/sdb: It is not known what is on it now'),
      expect.stringContaining('start again'),
    ]);
  });

  test('of one of several say after how long it failed', () => {
    const order = { place: null, afterMs: 12_000, count: 2 };
    const [report] = failureReports([{ ...alone, outcome: failed, order }], PLAIN);
    expect(report?.split('\n')[1]).toMatch(/^\/dev\/sdb: It is not known .* It failed after 12 s\.$/);
  });

  test('of a refusal need no word on the state: that nothing was written is said already', () => {
    const facts = { device: TARGET, reason: 'no-medium' };
    const outcome = { kind: 'failed', code: 'refused', facts, state: 'untouched' } as const;
    expect(failureReports([{ ...alone, outcome }], PLAIN)[0]).not.toContain('Nothing was written to it');
  });

  test('of a virtual card say that it is not complete: it may be new', () => {
    expect(stateLine('/tmp/a.img', 'unbootable')).toBe('/tmp/a.img: It is not complete, and will not start a Pi.');
    expect(stateLine(TARGET, 'unbootable')).toContain('What was on it is gone');
  });

  test('of one cause for several targets are told once', () => {
    const facts = { image: 'a.img' };
    const outcome = { kind: 'failed', code: 'image-corrupt', facts, state: 'unbootable' } as const;
    const ends = ['/dev/sdb', '/dev/sdc'].map((target) => ({ target, outcome, order: null }));
    const reports = failureReports([...ends, { ...alone, target: '/dev/sdd', outcome: failed }], PLAIN);
    expect(reports).toHaveLength(2);
    expect(reports[0]?.match(/a\.img is damaged/g)).toHaveLength(1);
    expect(reports[0]).toMatch(/\/dev\/sdb: .*\n\/dev\/sdc: /);
  });
});

test('the report says where a block was written twice, and of another card nothing of that', () => {
  const reportOf = (rewritten: number | null): string => doneReport(TARGET, { ...done, rewritten }, PLAIN, 100);
  expect(reportOf(34_603_008)).toMatch(/written twice +the block at byte 34,603,008, which had come back wrong/);
  expect(reportOf(null)).not.toContain('twice');
});

test('the report is in the order in which the targets were given, and says in which they were done', () => {
  const end = (target: string): FlashEvent => ({ type: 'target-end', target, outcome: done });
  const view = shownAfter([{ ...writing, target: 'a' }, { ...writing, target: 'b' }, end('b'), end('a')]);
  const reports = endedTargets(view, ['a', 'b']).map(({ target, order }) =>
    doneReport(target, done, PLAIN, 100, order),
  );
  expect(reports[0]).toMatch(/^a is written.*\n[^]* finished +2nd of 2, after 3\.0 s\n/);
  expect(reports[1]).toMatch(/^b is written.*\n[^]* finished +1st of 2, after 1\.0 s\n/);
  expect(endedTargets(shownAfter([writing, end(TARGET)]), [TARGET])).toEqual([
    { target: TARGET, outcome: done, order: null },
  ]);
});
