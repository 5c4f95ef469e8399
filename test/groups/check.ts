import { runChild } from './child.ts';
import { sum, type Group, type Tally } from './group.ts';

const STEP_MS = 5 * 60_000;

/** The scripts of package.json that `npm run check` has beside the unit tests. */
const STEPS = ['check:types', 'check:lint', 'check:format', 'check:dead'] as const;

/** Each step counts as one test; it speaks only when it fails. */
export const check: Group = {
  name: 'check',
  purpose: 'types, lint with the import rules, format, dead code',
  needs: [],
  built: false,
  async run() {
    const tallies: Tally[] = [];
    for (const step of STEPS) {
      const { ok, output } = await runChild('npm', ['run', '--silent', step], { timeoutMs: STEP_MS, show: false });
      console.log(`${ok ? 'ok    ' : 'FAILED'} ${step}`);
      if (!ok) console.log(output);
      tallies.push({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
    }
    return sum(tallies);
  },
};
