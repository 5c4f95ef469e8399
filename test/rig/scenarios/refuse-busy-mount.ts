import assert from 'node:assert/strict';
import path from 'node:path';
import type { Scenario } from '../scenario.ts';
import { assertRefused, mount } from './checks.ts';

const HOLD_OPEN = path.join(import.meta.dirname, '../guest/hold-open.mjs');
const START_MS = 30_000;

/** A program has a file of the card open: it is named, and nothing is unmounted by force. */
export const refuseBusyMount: Scenario = {
  name: 'refuse-busy-mount',
  expected: 'exit 3, names program and pid, nothing written',
  async run(rig) {
    const stick = await rig.plug('busy', { content: 'card' });
    await mount(rig, `${stick.device}1`, '/media/u/FIRMWARE', 'ro');
    const holder = rig.guest.run(process.execPath, HOLD_OPEN, '/media/u/FIRMWARE/kernel.img');
    await holder.see(/holding/, START_MS);
    try {
      const user = `node \\(process ${String(holder.pid)}\\) uses /media/u/FIRMWARE`;
      const words = new RegExp(`could not be unmounted: ${user}[^]*Close that program[^]*never unmounts by force`);
      await assertRefused(rig, stick, { why: 'mount-busy', words });
      assert.match(
        await rig.guest.must('cat', '/proc/mounts'),
        /\/media\/u\/FIRMWARE/,
        'it was unmounted all the same',
      );
      return `exit 3, mount-busy, names node (${String(holder.pid)})`;
    } finally {
      await holder.kill();
      await holder.done(START_MS);
      await rig.guest.must('umount', '/media/u/FIRMWARE');
    }
  },
};
