import assert from 'node:assert/strict';
import { EXIT } from '../../../src/core/errors/exit.ts';
import type { Scenario } from '../scenario.ts';
import { assertEjected, assertExit, flash } from './checks.ts';

/** What a person gets who says nothing of ejecting: a stick that may be pulled out. With a seed: `seed-first-boot`. */
export const ejectStick: Scenario = {
  name: 'eject-stick',
  expected: 'exit 0, ejected: the drive has no medium any more',
  async run(rig) {
    const stick = await rig.plug('ejected');
    const ran = await flash(rig, stick);
    assertExit(ran, EXIT.done);
    assertEjected(ran);
    const size = await rig.guest.must('cat', `/sys/block/${stick.device.replace('/dev/', '')}/size`);
    assert.equal(size.trim(), '0');
    return 'exit 0, ejected, no medium';
  },
};
