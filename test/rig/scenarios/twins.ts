import assert from 'node:assert/strict';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { isUnwritten, startsWith } from '../host/bytes.ts';
import type { Scenario } from '../scenario.ts';
import { assertExit } from './checks.ts';

/** Two sticks of one model and size: the list says which is which, and the one that is named is the one that is written. */
export const twins: Scenario = {
  name: 'twins',
  expected: 'two serials, one written, the other untouched',
  async run(rig) {
    const [first, second] = [await rig.plug('twina'), await rig.plug('twinb')];
    const ran = await rig.nixberry('drives');
    assertExit(ran, EXIT.done);
    const drives = ran.lines.flatMap((line) => (line.type === 'drives' ? line.drives : []));
    const seen = [first, second].map(({ device }) => drives.find((drive) => drive.device === device));
    assert.deepEqual(
      seen.map((drive) => drive?.serial),
      [first.serial, second.serial],
    );
    assert.deepEqual([seen[0]?.model, seen[0]?.bytes], [seen[1]?.model, seen[1]?.bytes]);
    const table = await rig.words('drives');
    for (const { device, serial } of [first, second])
      assert.match(table, new RegExp(`^${device} .*${serial}`, 'm'), 'the list does not tell them apart');

    const byId = `/dev/disk/by-id/usb-QEMU_QEMU_HARDDISK_${second.serial}-0:0`;
    assertExit(await rig.nixberry('flash', rig.image, '--to', byId, '--yes'), EXIT.done);
    await rig.unplug(first);
    await rig.unplug(second);
    assert.ok(await startsWith(second.file, rig.image), "the stick's bytes are not the image's");
    assert.ok(await isUnwritten(first.file), 'the other one was written, too');
    return `${first.serial} and ${second.serial}; ${second.serial} written, the other untouched`;
  },
};
