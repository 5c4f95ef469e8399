import assert from 'node:assert/strict';
import type { Scenario } from '../scenario.ts';
import { assertFailed, assertLeftUnfinished, startedAndIn } from './faults.ts';
import { LONG_PHASES, slowWhile } from './midway.ts';

/**
 * The lock is slid, or the card's controller gives up writing, in the middle of it: the kernel then takes the drive for
 * read-only. Here it is told so, since QEMU's drives cannot change their mind; each write is answered with EPERM either way.
 * While it is verified, that is found when the first MiB is to be written at the end.
 */
export const lockedMidway: readonly Scenario[] = LONG_PHASES.map((phase) => ({
  name: `locked-while-${phase}`,
  expected: 'exit 6, drive-read-only, unbootable, marker',
  async run(rig) {
    const stick = await rig.plug(`locked${phase}`, { content: 'card', ...slowWhile(phase) });
    const job = await startedAndIn(rig, stick, phase);
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
}));
