import assert from 'node:assert/strict';
import path from 'node:path';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { serialOf } from '../host/block-devices.ts';
import type { Scenario, Stick } from '../scenario.ts';
import { assertExit, assertRefused } from './checks.ts';

/** A computer that was started from a USB drive: a removable drive like any other, but for what lies on it. */
export const refuseRoot: Scenario = {
  name: 'refuse-root',
  expected: 'exit 3, names /, nothing written; another stick may be written',
  rootOnUsb: true,
  async run(rig) {
    const device = await rig.guest.pathOf('root');
    const file = path.join(rig.folder, 'root.drive');
    const root: Stick = { name: 'root', type: 'usb', device, serial: serialOf('root'), file };
    const source = await rig.guest.must('findmnt', '--noheadings', '--output', 'SOURCE', '/');
    assert.equal(source.trim(), `${device}2`, 'the root is elsewhere: nothing is tested');

    await assertRefused(rig, root, {
      why: 'system',
      words: /is mounted at \/[ ,][^]*Choose another drive/,
    });
    const other = await rig.plug('beside');
    const ran = await rig.nixberry('drives');
    assertExit(ran, EXIT.done);
    const drives = ran.lines.flatMap((line) => (line.type === 'drives' ? line.drives : []));
    const refusals = [root, other].map((stick) =>
      drives.find((drive) => drive.device === stick.device)?.refusals.map(({ code }) => code),
    );
    assert.deepEqual(refusals, [['system'], []]);
    return `exit 3, ${device} holds /, nothing written; ${other.device} beside it may be written`;
  },
};
