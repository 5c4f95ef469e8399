import assert from 'node:assert/strict';
import { MIB } from '../host/block-devices.ts';
import { failure, withFault } from '../host/disk-faults.ts';
import type { Scenario } from '../scenario.ts';
import { assertFailed, assertUnfinished, BAD_WRITE_WORDS, startedAndIn } from './faults.ts';

/** A card that dies while it is written: from one moment on no write works, and the marker is all that protects. */
export const writeErrorsMidway: Scenario = {
  name: 'write-errors-midway',
  expected: 'exit 6, bad-sector, unbootable, marker',
  async run(rig) {
    let isBroken = false;
    const broken = failure(({ operation }) => isBroken && operation !== 'read');
    const stick = await rig.plug('dying', {
      content: 'card',
      writeBytesPerSecond: 8 * MIB,
      disk: (file) => withFault(file, broken),
    });
    const job = await startedAndIn(rig, stick, 'writing');
    isBroken = true;
    const ran = await rig.finished(job);
    const { operation, offset } = assertFailed(ran, {
      exit: 'drive',
      code: 'bad-sector',
      state: 'unbootable',
      words: BAD_WRITE_WORDS,
    });
    assert.equal(operation, 'write');
    assert.ok(typeof offset === 'number' && offset >= MIB, `offset ${String(offset)}`);
    await rig.unplug(stick);
    await assertUnfinished(stick.file);
    return 'exit 6, bad-sector, unbootable, marker';
  },
};
