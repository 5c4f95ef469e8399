import { runChild } from './child.ts';
import type { Group } from './group.ts';

/** What README promises of the first command that a newcomer types. */
const PROMISED_MS = 60_000;

export const demo: Group = {
  name: 'demo',
  purpose: 'npm run demo ends well within a minute',
  needs: [],
  built: true,
  async run() {
    const start = Date.now();
    const { ok, output, timedOut } = await runChild('npm', ['run', '--silent', 'demo'], {
      timeoutMs: PROMISED_MS,
      show: false,
    });
    console.log(`${ok ? 'ok    ' : 'FAILED'} npm run demo (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    if (!ok) console.log(timedOut ? `ended after ${PROMISED_MS / 1000} s\n${output}` : output);
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  },
};
