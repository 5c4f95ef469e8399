import assert from 'node:assert/strict';
import { MIB } from '../host/block-devices.ts';
import { bitFlipping } from '../host/lying-disks.ts';
import type { Scenario } from '../scenario.ts';
import { flash } from './checks.ts';
import { assertFailed, assertLeftUnfinished } from './faults.ts';

const BLOCK_AT = 33 * MIB;
const FLIP_AT = BLOCK_AT + 12_345;

/** One bit that nobody complains about, gone wrong in the card, or on the way back from it. */
export const bitFlips: readonly Scenario[] = (['write', 'read'] as const).map((on) => ({
  name: `bit-flip-on-${on}`,
  expected: 'exit 4, verify-mismatch in the block at 33 MiB, unbootable, marker',
  async run(rig) {
    const stick = await rig.plug(`flip${on}`, {
      content: 'card',
      disk: (file) => bitFlipping(file, FLIP_AT, on),
    });
    const ran = await flash(rig, stick);
    const facts = assertFailed(ran, { exit: 'verification', code: 'verify-mismatch', state: 'unbootable' });
    assert.deepEqual([facts.offset, facts.length], [BLOCK_AT, MIB]);
    await assertLeftUnfinished(rig, stick);
    return 'exit 4, verify-mismatch in the block at 33 MiB, unbootable, marker';
  },
}));
