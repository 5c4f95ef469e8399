import assert from 'node:assert/strict';
import { MIB } from '../host/block-devices.ts';
import { startsWith } from '../host/bytes.ts';
import { CARD_BYTES } from '../host/card.ts';
import { hold, withFault, type DiskRequest } from '../host/disk-faults.ts';
import { volatileCache } from '../host/lying-disks.ts';
import { poll } from '../host/waiting.ts';
import type { Ran, Rig, Scenario, Stick } from '../scenario.ts';
import { assertExit } from './checks.ts';
import { assertUnfinished, assertWritten, neverTimeOut, PROBE_BYTES, phasesOf } from './faults.ts';

const REACHED_MS = 120_000;

/** A drive is probed when it is first seen; and, on USB, whenever only what differs is written. */
export const knownDrive: Scenario = {
  name: 'known-drive',
  expected: 'probed the first time, and where only what differs is written, and compared',
  async run(rig) {
    const stick = await rig.plug('known', { content: 'card' });
    const first = await flashed(rig, stick);
    assert.ok(phasesOf(first).includes('probing'), 'not probed');
    const second = await flashed(rig, stick);
    assert.ok(!phasesOf(second).includes('probing'), 'probed again');
    const unsure = await flashed(rig, stick, '--only-changed', '--no-probe');
    assert.ok(!phasesOf(unsure).includes('probing'), 'probed though it was not to be');
    assert.deepEqual(verifiedIn(unsure), ['direct', 0]);
    const changed = await flashed(rig, stick, '--only-changed');
    assert.ok(phasesOf(changed).includes('probing'), 'not probed');
    const [verified, written] = verifiedIn(changed);
    assert.equal(verified, 'compared');
    assert.ok(written > MIB && written < 4 * MIB, `${written} bytes written`);
    await assertWritten(rig, stick, changed);
    return `probed once; without a probe: 0 bytes written, all read back; after another probe ${written}`;
  },
};

/** The power goes while what differs from an older card is written. */
export const onlyChangedCut: Scenario = {
  name: 'only-changed-power-cut',
  expected: 'marker; written again in the same way: same bytes',
  cutsPower: true,
  async run(rig) {
    const waiting = hold(isWriteOfImage);
    const stick = await rig.plug('cutchanged', {
      content: 'card',
      disk: (file) => withFault(volatileCache(file), waiting.fault),
    });
    await neverTimeOut(rig, stick);
    const job = rig.start('flash', rig.image, '--to', stick.device, '--yes', '--only-changed', '--no-probe');
    await job.see(/"phase":"writing"/, REACHED_MS);
    await poll(() => Promise.resolve(waiting.isHolding), REACHED_MS, 'a piece that differs');
    await rig.cutPower();
    await assertUnfinished(stick.file);

    await rig.powerOn();
    const again = await rig.plug('cutchanged', { content: 'kept' });
    const ran = await flashed(rig, again, '--only-changed');
    assert.ok(verifiedIn(ran)[1] < CARD_BYTES, 'all of it was written');
    await rig.unplug(again);
    assert.ok(await startsWith(again.file, rig.image), "the stick's bytes are not the image's");
    return 'marker; written again: same bytes';
  },
};

async function flashed(rig: Rig, stick: Stick, ...more: readonly string[]): Promise<Ran> {
  // An ejected drive would have to be plugged in again, and would be another one.
  const ran = await rig.nixberry('flash', rig.image, '--to', stick.device, '--yes', '--no-eject', ...more);
  assertExit(ran, 0);
  return ran;
}

/** How the one target was verified, and how many bytes of it were written. */
function verifiedIn(ran: Ran): readonly [string, number] {
  const [outcome] = ran.lines.flatMap((line) => (line.type === 'target-end' ? [line.outcome] : []));
  assert.ok(outcome?.kind === 'done', ran.text);
  return [outcome.verified, outcome.writtenBytes];
}

function isWriteOfImage({ operation, offset, length }: DiskRequest): boolean {
  return operation === 'write' && offset >= MIB && offset < CARD_BYTES && length > PROBE_BYTES;
}
