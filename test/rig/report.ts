import { writeFile } from 'node:fs/promises';

export interface ScenarioResult {
  readonly name: string;
  readonly expected: string;
  /** What was seen, or why it failed. */
  readonly seen: string;
  readonly passed: boolean;
  readonly seconds: number;
}

const COLUMNS = ['', 'scenario', 'expected', 'seen', 'seconds'] as const;

/** One line a scenario, in columns; of a failure the first line only, the rest is in its log. */
export function table(results: readonly ScenarioResult[]): string {
  const rows = [
    COLUMNS,
    ...results.map((result) => [
      result.passed ? 'ok' : 'FAILED',
      result.name,
      result.expected,
      (result.seen.split('\n')[0] ?? '').slice(0, 100),
      result.seconds.toFixed(1),
    ]),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** For programs: what `npm test` counts. */
export async function writeReport(file: string, results: readonly ScenarioResult[]): Promise<void> {
  await writeFile(file, `${JSON.stringify({ results }, null, 2)}\n`);
}
