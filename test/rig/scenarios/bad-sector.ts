import assert from 'node:assert/strict';
import type { Scenario } from '../scenario.ts';
import { flash } from './checks.ts';
import { assertFailed, assertLeftUnfinished, BAD_WRITE_WORDS, FAULT_AT } from './faults.ts';

/** A worn-out card, with one sector that it cannot write, or not read: named by the block that could not be moved. */
export const badSectors: readonly Scenario[] = (['write', 'read'] as const).map((operation) => ({
  name: `bad-sector-${operation}`,
  expected: 'exit 6, bad-sector at 20 MiB, unbootable, marker',
  async run(rig) {
    const badSector = { operation, offset: FAULT_AT };
    const stick = await rig.plug(`bad${operation}`, { content: 'card', badSector });
    const ran = await flash(rig, stick);
    const words = operation === 'read' ? /bad spot: reading failed[^]*another reader or port/ : BAD_WRITE_WORDS;
    const facts = assertFailed(ran, { exit: 'drive', code: 'bad-sector', state: 'unbootable', words });
    const { offset, errno } = facts;
    assert.deepEqual({ operation: facts.operation, offset, errno }, { operation, offset: FAULT_AT, errno: 'EIO' });
    await assertLeftUnfinished(rig, stick);
    return 'exit 6, bad-sector at 20 MiB, unbootable, marker';
  },
}));
