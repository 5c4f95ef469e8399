import assert from 'node:assert/strict';
import { stall, withFault } from '../host/disk-faults.ts';
import type { Scenario } from '../scenario.ts';
import { flash } from './checks.ts';
import { assertWritten, isMidwayWrite, stallsIn } from './faults.ts';

const STALL_MS = 20_000;

/** Cards that tidy up inside do not answer for so long. */
export const stallOf20Seconds: Scenario = {
  name: 'stall-20s',
  expected: 'told every second up to 19 s or more, exit 0, same bytes',
  async run(rig) {
    const late = stall(isMidwayWrite, STALL_MS);
    const stick = await rig.plug('stalling', { disk: (file) => withFault(file, late) });
    const ran = await flash(rig, stick);
    const stalls = stallsIn(ran, 'writing');
    assert.ok(stalls.length >= 10, `stalls: ${stalls.join(' ')}`);
    assert.deepEqual(
      stalls,
      stalls.toSorted((a, b) => a - b),
      'they grow',
    );
    const longest = stalls.at(-1) ?? 0;
    assert.ok(longest > STALL_MS - 2000, `the longest: ${longest} ms`);
    await assertWritten(rig, stick, ran);
    return `told ${stalls.length} times, up to ${(longest / 1000).toFixed(0)} s; exit 0, same bytes`;
  },
};
