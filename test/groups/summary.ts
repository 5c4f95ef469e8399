import { sum, type Tally } from './group.ts';

export interface GroupResult {
  readonly name: string;
  readonly tally: Tally;
  readonly seconds: number;
  /** Why the group did not run; null when it did. */
  readonly skippedBecause: string | null;
}

/** Passed, failed and skipped tests of each group, and the reasons of the groups that did not run. */
export function summaryTable(results: readonly GroupResult[]): string {
  const head = ['group', 'passed', 'failed', 'skipped', 'seconds', ''];
  const rows = results.map(({ name, tally, seconds, skippedBecause }) => [
    name,
    String(tally.passed),
    String(tally.failed),
    String(tally.skipped),
    seconds.toFixed(1),
    skippedBecause === null ? '' : `not run: ${skippedBecause}`,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string => {
    const width = widths[column] ?? 0;
    return column === 0 || column === 5 ? text.padEnd(width) : text.padStart(width);
  };
  return [head, ...rows].map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

/** The very last line of `npm test`. */
export function lastLine(results: readonly GroupResult[]): string {
  const { passed, failed, skipped } = sum(results.map(({ tally }) => tally));
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
