import assert from 'node:assert/strict';
import { EXIT } from '../../../src/core/errors.ts';
import { MIB } from '../host/block-devices.ts';
import type { Scenario } from '../scenario.ts';
import { assertExit, errorCodes } from './checks.ts';

const START_MS = 60_000;

/** Pulled out in the middle. Slow enough that it is the middle on a fast machine, too. */
export const unplugWhileWriting: Scenario = {
  name: 'unplug-while-writing',
  expected: 'exit 6, drive-lost',
  async run(rig) {
    const stick = await rig.plug('pulled', { writeBytesPerSecond: 4 * MIB });
    const job = rig.start('flash', rig.image, '--to', stick.device, '--yes');
    await job.see(/"phase":"writing"[^]*"type":"progress"[^\n]*"bytes":[1-9]/, START_MS);
    await rig.unplug(stick);
    const ran = await rig.finished(job);
    assertExit(ran, EXIT.drive);
    assert.deepEqual(errorCodes(ran), ['drive-lost']);
    return 'exit 6, drive-lost';
  },
};
