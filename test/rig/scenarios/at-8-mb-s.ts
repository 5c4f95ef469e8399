import assert from 'node:assert/strict';
import { limitSeconds, mostSeconds } from '../../bench/limit-rows.ts';
import type { Scenario } from '../scenario.ts';
import { flash } from './checks.ts';
import { assertWritten } from './faults.ts';

/** A slow card. Both ways, so that the emulated processor has no part in it. */
const SPEED = { writeBytesPerSecond: 8_000_000, readBytesPerSecond: 8_000_000 };

/** As fast as the stick, by the guest's clock. Without the program's start, which takes seconds on an emulated processor. */
export const at8MegabytesPerSecond: Scenario = {
  name: 'at-8-mb-s',
  alone: true,
  expected: 'exit 0, written and read back at the speed of the stick',
  async run(rig) {
    const stick = await rig.plug('slow8', SPEED);
    const ran = await flash(rig, stick);
    const outcome = ran.lines.flatMap((line) => (line.type === 'target-end' ? [line.outcome] : []))[0];
    assert.ok(outcome?.kind === 'done', ran.text);
    const { writing, flushing, verifying } = outcome.ms;
    const seconds = (writing + flushing + verifying) / 1000;
    const limit = limitSeconds(outcome.bytes, SPEED);
    await assertWritten(rig, stick, ran);
    const seen = `${seconds.toFixed(2)} s, limit of the stick ${limit.toFixed(2)} s`;
    assert.ok(seconds <= mostSeconds(limit), seen);
    return seen;
  },
};
