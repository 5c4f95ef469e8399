import assert from 'node:assert/strict';
import { MIB } from '../host/block-devices.ts';
import type { Scenario } from '../scenario.ts';
import { assertFailed, assertLeftUnfinished, startedAndIn } from './faults.ts';

/**
 * The lock is slid, or the card's controller gives up writing, in the middle of it: the kernel then takes the drive for
 * read-only. Here it is told so, since QEMU's drives cannot change their mind; each write is answered with EPERM either way.
 */
export const lockedMidway: Scenario = {
  name: 'locked-while-writing',
  expected: 'exit 6, drive-read-only, unbootable, marker',
  async run(rig) {
    const stick = await rig.plug('lockedmid', { content: 'card', writeBytesPerSecond: 4 * MIB });
    const job = await startedAndIn(rig, stick, 'writing');
    await rig.guest.must('blockdev', '--setro', stick.device);
    const ran = await rig.finished(job);
    const { errno, operation } = assertFailed(ran, {
      exit: 'drive',
      code: 'drive-read-only',
      state: 'unbootable',
      words: /is write-protected[^]*Slide the lock/,
    });
    assert.deepEqual([errno, operation], ['EPERM', 'write']);
    await assertLeftUnfinished(rig, stick);
    return 'exit 6, drive-read-only, unbootable, marker';
  },
};
