import assert from 'node:assert/strict';
import { EXIT } from '../../../src/core/errors/exit.ts';
import type { Scenario } from '../scenario.ts';
import { assertExit, mount } from './checks.ts';

/** Two USB sticks, a card in a built-in reader and the disk that the system uses are told apart. */
export const listDrives: Scenario = {
  name: 'list-drives',
  expected: 'usb, usb, sd: writable; virtio: refused',
  async run(rig) {
    const empty = await rig.plug('liste');
    const full = await rig.plug('listf', { content: 'card' });
    await mount(rig, `${full.device}1`, '/media/u/FIRMWARE');
    await mount(rig, `${rig.system.device}2`, '/srv');
    try {
      const ran = await rig.nixberry('drives', '--all');
      assertExit(ran, EXIT.done);
      const drives = ran.lines.flatMap((line) => (line.type === 'drives' ? line.drives : []));
      const seen = [empty, full, rig.sd, rig.system].map((stick) => {
        const drive = drives.find(({ device }) => device === stick.device);
        assert.ok(drive, `${stick.device} is not listed:\n${ran.text}`);
        assert.equal(drive.serial, stick.serial);
        const refusals = drive.refusals.map(({ code }) => code);
        return { bus: drive.bus, removable: drive.removable, readOnly: drive.readOnly, mounts: drive.mounts, refusals };
      });
      const card = { removable: true, readOnly: false, refusals: [] };
      assert.deepEqual(seen.slice(0, 3), [
        { ...card, bus: 'usb', mounts: [] },
        { ...card, bus: 'usb', mounts: ['/media/u/FIRMWARE'] },
        { ...card, bus: 'sd', mounts: [] },
      ]);
      const system = seen[3];
      assert.deepEqual([system?.bus, system?.removable, system?.mounts], ['virtio', false, ['/srv']]);
      assert.ok(system?.refusals.includes('system'), JSON.stringify(system));
      return seen
        .map(({ bus, refusals }) => `${bus}${refusals.length > 0 ? ` (${refusals.join(', ')})` : ''}`)
        .join(', ');
    } finally {
      await rig.guest.must('umount', '/srv');
      await rig.guest.must('umount', '/media/u/FIRMWARE');
    }
  },
};
