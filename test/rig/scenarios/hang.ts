import assert from 'node:assert/strict';
import { hold, withFault } from '../host/disk-faults.ts';
import type { Scenario } from '../scenario.ts';
import { assertWritten, neverTimeOut, seeProgress, stallsIn } from './faults.ts';
import { isMidwayWhile, LONG_PHASES } from './midway.ts';

/** Longer than the 30 s after which most drives would have been given up by the kernel. */
const HANG = /"type":"stalled"[^\n]*"ms":(3[2-9]|[4-9]\d)\d{3}\b/;
const HANG_MS = 90_000;

/** A drive that says nothing for so long that nobody believes in it any more, and then goes on. */
export const hangsThatEnd: readonly Scenario[] = LONG_PHASES.map((phase) => ({
  name: `hang-while-${phase}`,
  expected: 'told for more than 32 s, exit 0, same bytes',
  async run(rig) {
    const held = hold(isMidwayWhile(phase));
    const stick = await rig.plug(`hangs${phase}`, { disk: (file) => withFault(file, held.fault) });
    await neverTimeOut(rig, stick);
    const job = rig.start('flash', rig.image, '--to', stick.device, '--yes');
    try {
      await seeProgress(job, phase);
      await job.see(HANG, HANG_MS);
    } finally {
      held.release();
    }
    const ran = await rig.finished(job);
    await assertWritten(rig, stick, ran);
    const longest = stallsIn(ran, phase).at(-1) ?? 0;
    assert.ok(longest >= 32_000, `the longest: ${longest} ms`);
    return `told up to ${(longest / 1000).toFixed(0)} s, exit 0, same bytes`;
  },
}));
