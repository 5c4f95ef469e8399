import { describe, expect, it } from 'vitest';
import { isAlive } from '../../src/node/alive.ts';
import { runChild } from '../groups/child.ts';
import { installLine } from '../groups/debian.ts';
import { GROUPS } from '../groups/list.ts';
import { missing, program, type Need } from '../groups/needs.ts';
import { lastLine, summaryTable, type GroupResult } from '../groups/summary.ts';
import { tallyOf } from '../groups/vitest.ts';

const ran = { passed: 3, failed: 1, skipped: 0 };
const results: readonly GroupResult[] = [
  { name: 'unit', tally: ran, seconds: 1.25, skippedBecause: null },
  { name: 'rig', tally: { passed: 0, failed: 0, skipped: 1 }, seconds: 0, skippedBecause: 'needs root' },
];

describe('the end of npm test', () => {
  it('is one line with the sums', () => {
    expect(lastLine(results)).toBe('3 passed, 1 failed, 1 skipped');
    expect(lastLine(results.slice(0, 1))).toBe('3 passed, 1 failed');
  });

  it('comes after a table with the reason of each group that did not run', () => {
    expect(summaryTable(results).split('\n')).toEqual([
      'group  passed  failed  skipped  seconds',
      'unit        3       1        0      1.3',
      'rig         0       0        1      0.0  not run: needs root',
      'all         3       1        1      1.3',
    ]);
  });

  it('says what took longer than it should, which is no failure', () => {
    const late = { name: 'rig', tally: ran, seconds: 1501, budgetSeconds: 1500, skippedBecause: null };
    expect(summaryTable([late]).split('\n').at(-1)).toMatch(/1501[.]0  longer than 1500 s$/);
    expect(summaryTable([{ ...late, seconds: 1500 }])).not.toContain('longer');
    expect(summaryTable([late, { ...late, seconds: 2200 }])).toMatch(/^all .*3701[.]0  longer than 3600 s$/m);
  });
});

describe("a runner's report", () => {
  const report = { success: true, numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };

  it('is counted', () => {
    expect(tallyOf(report, true)).toEqual({ passed: 5, failed: 0, skipped: 2 });
    expect(tallyOf({ ...report, success: false, numFailedTests: 2 }, false)).toEqual({
      passed: 5,
      failed: 2,
      skipped: 2,
    });
  });

  it.each([
    ['is missing', null, false],
    ['has no tests', { ...report, numPassedTests: 0 }, true],
    ['says no without a failed test, as when a file cannot be loaded', { ...report, success: false }, true],
    ['says yes, but the runner crashed', report, false],
  ])('counts as a failure when it %s', (_what, broken, ok) => {
    expect(tallyOf(broken, ok).failed).toBe(1);
  });
});

describe('needs', () => {
  it('are found on the PATH', () => {
    expect(missing([program('node', 'nodejs'), program('no-such-program', 'no-such-package')])).toMatchObject([
      { name: 'no-such-program' },
    ]);
  });

  it('become one line for apt, each package once', () => {
    const root: Need = { name: 'root', debian: null, present: () => false };
    expect(installLine([program('zstd', 'zstd'), program('a', 'mount'), program('b', 'mount'), root])).toBe(
      'apt-get install --no-install-recommends mount zstd',
    );
    expect(installLine([root])).toBeNull();
  });

  it('of groups have names that are not used twice', () => {
    expect(new Set(GROUPS.map(({ name }) => name)).size).toBe(GROUPS.length);
  });
});

describe('a child', () => {
  it('is ended after its time, with its own children', async () => {
    const script = 'sleep 60 & echo $!; wait';
    const { ok, timedOut, output } = await runChild('sh', ['-c', script], { timeoutMs: 500, show: false });
    expect([ok, timedOut]).toEqual([false, true]);
    const grandchild = Number(output);
    expect(grandchild).toBeGreaterThan(1);
    await expect.poll(() => isAlive(grandchild), { timeout: 5000 }).toBe(false);
  });

  it('tells by its exit code whether it went well', async () => {
    expect(await runChild('sh', ['-c', 'echo out; echo err >&2'], { timeoutMs: 5000, show: false })).toEqual({
      ok: true,
      timedOut: false,
      output: 'out\nerr',
    });
    expect((await runChild('sh', ['-c', 'exit 3'], { timeoutMs: 5000, show: false })).ok).toBe(false);
    expect((await runChild('no-such-program', [], { timeoutMs: 5000, show: false })).ok).toBe(false);
  });
});
