import assert from 'node:assert/strict';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { startsWith } from '../host/bytes.ts';
import type { Scenario } from '../scenario.ts';
import { assertExit, flash } from './checks.ts';

/** A built-in reader: sysfs says removable 0 and there is no USB, and yet it is a card that may be written. */
export const flashSdCard: Scenario = {
  name: 'flash-sd-card',
  expected: 'exit 0, verified past the cache, same bytes',
  async run(rig) {
    const removable = await rig.guest.must('cat', `/sys/block/${rig.sd.device.replace('/dev/', '')}/removable`);
    assert.equal(removable.trim(), '0');
    const ran = await flash(rig, rig.sd);
    assertExit(ran, EXIT.done);
    const outcome = ran.lines.flatMap((line) => (line.type === 'target-end' ? [line.outcome] : []))[0];
    assert.ok(outcome?.kind === 'done' && outcome.verified === 'direct', JSON.stringify(outcome));
    assert.ok(await startsWith(rig.sd.file, rig.image), "the card's bytes are not the image's");
    return `exit 0, verified ${outcome.verified}, same bytes`;
  },
};
