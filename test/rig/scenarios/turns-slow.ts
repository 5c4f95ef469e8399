import assert from 'node:assert/strict';
import { MIB } from '../host/block-devices.ts';
import { slowness, withFault } from '../host/disk-faults.ts';
import type { Scenario } from '../scenario.ts';
import { flash } from './checks.ts';
import { assertWritten, isMidwayWrite, stallsIn } from './faults.ts';

const SLOW_BYTES_PER_SECOND = 4 * MIB;
/** The image has more than this behind `FAULT_AT`. */
const SLOW_BYTES = 27 * MIB;

/** A card whose fast part is full: told by its rate, and by nothing else. */
export const turnsSlow: Scenario = {
  name: 'turns-slow',
  expected: '4 MiB/s behind 20 MiB, nothing said, exit 0, same bytes',
  async run(rig) {
    const slow = slowness(isMidwayWrite, SLOW_BYTES_PER_SECOND);
    const stick = await rig.plug('slow', { disk: (file) => withFault(file, slow) });
    const ran = await flash(rig, stick);
    assert.deepEqual(stallsIn(ran, 'writing'), []);
    const outcome = ran.lines.flatMap((line) => (line.type === 'target-end' ? [line.outcome] : []))[0];
    assert.ok(outcome?.kind === 'done', ran.text);
    const { writing } = outcome.ms;
    assert.ok(writing >= (SLOW_BYTES / SLOW_BYTES_PER_SECOND) * 1000, `written in ${writing} ms`);
    await assertWritten(rig, stick, ran);
    return `written in ${(writing / 1000).toFixed(1)} s, exit 0, same bytes`;
  },
};
