import assert from 'node:assert/strict';
import type { Phase } from '../../../src/core/flash/protocol-events.ts';
import { MIB } from '../host/block-devices.ts';
import { slowness, withFault } from '../host/disk-faults.ts';
import type { Ran, Scenario } from '../scenario.ts';
import { flash } from './checks.ts';
import { assertWritten, stallsIn } from './faults.ts';
import { isMidwayWhile, LONG_PHASES } from './midway.ts';

const SLOW_BYTES_PER_SECOND = 4 * MIB;
/** The last rate that is told is an average over 5 s, all of them slow: the image has 28 MiB behind `FAULT_AT`. */
const TOLD = { least: MIB, most: 4.5 * MIB };

/** A card whose fast part is full, or that gets hot: told by its rate, and by nothing else. */
export const turnsSlow: readonly Scenario[] = LONG_PHASES.map((phase) => ({
  name: `turns-slow-while-${phase}`,
  expected: 'a rate near 4 MiB/s is told, no stall, exit 0, same bytes',
  async run(rig) {
    const slow = slowness(isMidwayWhile(phase), SLOW_BYTES_PER_SECOND);
    const stick = await rig.plug(`slow${phase}`, { disk: (file) => withFault(file, slow) });
    const ran = await flash(rig, stick);
    assert.deepEqual(stallsIn(ran, phase), []);
    await assertWritten(rig, stick, ran);
    const rates = ratesIn(ran, phase);
    const last = rates.at(-1) ?? 0;
    assert.ok(last >= TOLD.least && last <= TOLD.most, `told: ${rates.join(' ')}`);
    return `${(last / MIB).toFixed(1)} MiB/s told while ${phase}, exit 0, same bytes`;
  },
}));

/** What was told of this phase, bytes a second. */
function ratesIn(ran: Ran, phase: Phase): readonly number[] {
  let now: Phase | null = null;
  return ran.lines.flatMap((line) => {
    if (line.type === 'phase') now = line.phase;
    return line.type === 'progress' && now === phase && line.rate !== null ? [line.rate] : [];
  });
}
