import assert from 'node:assert/strict';
import { stall, withFault } from '../host/disk-faults.ts';
import type { Scenario } from '../scenario.ts';
import { assertWritten, behind, isMidwayRead, isMidwayWrite } from './faults.ts';

const STALL_MS = 20_000;
const TOLD = /: the drive has not answered for ([\d.]+) s$/gm;

/** Cards that tidy up inside do not answer for so long. In the words that people get: `hang.ts` has the lines of `--json`. */
export const stallsOf20Seconds: readonly Scenario[] = (['write', 'read'] as const).map((operation) => ({
  name: `stall-20s-${operation}`,
  expected: '"has not answered for n s" each second up to 19 or more, exit 0, same bytes',
  async run(rig) {
    const concerns = operation === 'write' ? isMidwayWrite : behind(isMidwayWrite, isMidwayRead);
    const late = stall(concerns, STALL_MS);
    const stick = await rig.plug(`stalls${operation}`, { disk: (file) => withFault(file, late) });
    const ran = await rig.finishedPlain(rig.startPlain('flash', rig.image, '--to', stick.device, '--yes'));
    const told = [...ran.text.matchAll(TOLD)].map(([, seconds]) => Number(seconds));
    assert.ok(told.length >= 10, `told: ${told.join(' ')}\n${ran.text}`);
    assert.deepEqual(
      told,
      told.toSorted((a, b) => a - b),
      'they grow',
    );
    const longest = told.at(-1) ?? 0;
    assert.ok(longest >= STALL_MS / 1000 - 2, `the longest: ${longest} s`);
    await assertWritten(rig, stick, ran);
    return `told ${told.length} times, up to ${longest} s; exit 0, same bytes`;
  },
}));
