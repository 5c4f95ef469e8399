import type { Scenario } from '../scenario.ts';
import { assertRefused } from './checks.ts';

/** The lock switch of an SD adapter. */
export const refuseLocked: Scenario = {
  name: 'refuse-locked',
  expected: 'exit 3, speaks of the lock switch',
  async run(rig) {
    const stick = await rig.plug('locked', { content: 'card', locked: true });
    await assertRefused(rig, stick, {
      why: 'read-only',
      words: /write-protected\. Slide the lock[^]*Choose another drive/,
    });
    return 'exit 3, speaks of the lock switch';
  },
};
