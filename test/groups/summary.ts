import { sum, type Tally } from './group.ts';

export interface GroupResult {
  readonly name: string;
  readonly tally: Tally;
  readonly seconds: number;
  readonly budgetSeconds?: number;
  /** Why the group did not run; null when it did. */
  readonly skippedBecause: string | null;
}

/** For all groups together, on two processors (s). */
const BUDGET_SECONDS = 60 * 60;

/** Passed, failed and skipped tests of each group, the reasons of those that did not run, and what took longer than it should. */
export function summaryTable(results: readonly GroupResult[]): string {
  const head = ['group', 'passed', 'failed', 'skipped', 'seconds', ''];
  const seconds = results.reduce((all, result) => all + result.seconds, 0);
  const all: GroupResult = {
    name: 'all',
    tally: sum(results.map(({ tally }) => tally)),
    seconds,
    budgetSeconds: BUDGET_SECONDS,
    skippedBecause: null,
  };
  const rows = [...results, ...(results.length > 1 ? [all] : [])].map((result) => [
    result.name,
    String(result.tally.passed),
    String(result.tally.failed),
    String(result.tally.skipped),
    result.seconds.toFixed(1),
    remark(result),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string => {
    const width = widths[column] ?? 0;
    return column === 0 || column === 5 ? text.padEnd(width) : text.padStart(width);
  };
  return [head, ...rows].map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

function remark({ seconds, budgetSeconds = Infinity, skippedBecause }: GroupResult): string {
  if (skippedBecause !== null) return `not run: ${skippedBecause}`;
  return seconds > budgetSeconds ? `longer than ${budgetSeconds} s` : '';
}

/** The very last line of `npm test`. */
export function lastLine(results: readonly GroupResult[]): string {
  const { passed, failed, skipped } = sum(results.map(({ tally }) => tally));
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
