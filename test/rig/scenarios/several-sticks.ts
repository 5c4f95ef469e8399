import assert from 'node:assert/strict';
import type { CliOutcome } from '../../../src/contract/cli-flash.ts';
import { MIB } from '../host/block-devices.ts';
import { startsWith } from '../host/bytes.ts';
import type { GuestJob } from '../host/guest-job.ts';
import type { Ran, Rig, Stick } from '../scenario.ts';

/** So that something can happen in the middle, also on a fast machine. */
export const BYTES_PER_SECOND = 8 * MIB;

/** Three ordinary sticks. */
export async function plugThree(rig: Rig): Promise<readonly Stick[]> {
  const sticks: Stick[] = [];
  for (const name of ['one', 'two', 'three'])
    sticks.push(await rig.plug(name, { writeBytesPerSecond: BYTES_PER_SECOND }));
  return sticks;
}

/** Flashes the image to all of them, without asking. */
export function startAll(rig: Rig, sticks: readonly Stick[]): GuestJob {
  const targets = sticks.flatMap(({ device }) => ['--to', device]);
  return rig.start('flash', rig.image, ...targets, '--yes', '--no-eject');
}

/** How each target ended, in the order in which they did. */
export function endsOf(ran: Ran): ReadonlyMap<string, CliOutcome> {
  return new Map(ran.lines.flatMap((line) => (line.type === 'target-end' ? [[line.target, line.outcome]] : [])));
}

/** They are done and verified by what the program says, and hold the image by their bytes. */
export async function assertAllWritten(rig: Rig, ran: Ran, sticks: readonly Stick[]): Promise<void> {
  const ends = endsOf(ran);
  for (const stick of sticks) {
    const outcome = ends.get(stick.device);
    assert.ok(outcome?.kind === 'done' && outcome.verified === 'direct', JSON.stringify(outcome));
    await rig.unplug(stick);
    assert.ok(await startsWith(stick.file, rig.image), `the bytes of ${stick.device} are not the image's`);
  }
}
