import assert from 'node:assert/strict';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { startsWith } from '../host/bytes.ts';
import type { Scenario } from '../scenario.ts';
import { assertExit, flash, mount } from './checks.ts';

/** The ordinary case: an old card that the desktop has mounted for the person. */
export const flashMountedStick: Scenario = {
  name: 'flash-mounted-stick',
  expected: 'exit 0, unmounted, new partitions, same bytes',
  async run(rig) {
    const stick = await rig.plug('mounted', { content: 'card' });
    await mount(rig, `${stick.device}1`, '/media/u/FIRMWARE');
    await mount(rig, `${stick.device}2`, '/media/u/OLD_ROOT');

    const ran = await flash(rig, stick, '--no-eject');
    assertExit(ran, EXIT.done);
    assert.doesNotMatch(await rig.guest.must('cat', '/proc/mounts'), /\/media\/u/);
    await rig.guest.must('udevadm', 'settle', '--timeout=30');
    const labels = (await rig.guest.must('lsblk', '-rno', 'LABEL', stick.device)).split('\n').filter(Boolean);
    assert.deepEqual(labels, ['FIRMWARE', 'NIXOS_SD']);

    await rig.unplug(stick);
    assert.ok(await startsWith(stick.file, rig.image), "the stick's bytes are not the image's");
    return `exit 0, partitions ${labels.join(' and ')}, same bytes`;
  },
};
