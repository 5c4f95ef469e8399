import { runChild } from './child.ts';
import { sum, type Group, type Tally } from './group.ts';

/** The slowest, lint, takes two minutes and a half on two free processors; beside the other row, and on a busy computer, twice that. */
const STEP_MS = 10 * 60_000;

/** The scripts of package.json that `npm run check` has beside the unit tests, in two rows that run side by side. */
const ROWS = [
  ['check:types', 'check:dead'],
  ['check:lint', 'check:format'],
] as const;

/** Each step counts as one test; it speaks only when it fails. */
export const check: Group = {
  name: 'check',
  purpose: 'types, lint with the import rules, format, dead code',
  needs: [],
  built: false,
  async run() {
    const rows = await Promise.all(ROWS.map(runRow));
    return sum(rows.flat());
  },
};

async function runRow(steps: readonly string[]): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  for (const step of steps) {
    const { ok, output, timedOut } = await runChild('npm', ['run', '--silent', step], {
      timeoutMs: STEP_MS,
      show: false,
    });
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${step}`);
    if (!ok) console.log(output);
    if (timedOut) console.log(`${step}: ended after ${STEP_MS / 1000} s`);
    tallies.push({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
  }
  return tallies;
}
