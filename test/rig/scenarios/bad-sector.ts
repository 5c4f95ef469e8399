import assert from 'node:assert/strict';
import { MIB } from '../host/block-devices.ts';
import type { Scenario } from '../scenario.ts';
import { flash } from './checks.ts';
import { assertFailed, assertLeftUnfinished, BAD_WRITE_WORDS, FAULT_AT } from './faults.ts';

/** In the middle of a block, and of whatever requests the kernel makes of one. */
const BAD_AT = FAULT_AT + 1203 * 512;

/** A worn-out card, with one sector that it cannot write, or not read: named by the block that could not be moved. */
export const badSectors: readonly Scenario[] = (['write', 'read'] as const).map((operation) => ({
  name: `bad-sector-${operation}`,
  expected: 'exit 6, bad-sector, its block named, unbootable, marker',
  async run(rig) {
    const badSector = { operation, offset: BAD_AT };
    const stick = await rig.plug(`bad${operation}`, { content: 'card', badSector });
    const ran = await flash(rig, stick);
    const words = operation === 'read' ? /bad spot: reading failed[^]*another reader or port/ : BAD_WRITE_WORDS;
    const facts = assertFailed(ran, { exit: 'drive', code: 'bad-sector', state: 'unbootable', words });
    const { offset, errno } = facts;
    assert.deepEqual({ operation: facts.operation, errno }, { operation, errno: 'EIO' });
    assert.ok(typeof offset === 'number' && offset <= BAD_AT && BAD_AT < offset + MIB, `at byte ${String(offset)}`);
    await assertLeftUnfinished(rig, stick);
    return 'exit 6, bad-sector, its block named, unbootable, marker';
  },
}));
