import type { Scenario } from '../scenario.ts';
import { assertRefused, mount } from './checks.ts';

/** A stick that somebody has mounted outside of /media may be a part of the running system. */
export const refuseSystemMount: Scenario = {
  name: 'refuse-system-mount',
  expected: 'exit 3, names /mnt/data',
  async run(rig) {
    const stick = await rig.plug('mnt', { content: 'card' });
    await mount(rig, `${stick.device}1`, '/mnt/data', 'ro');
    try {
      await assertRefused(rig, stick, {
        why: 'system',
        words: /is mounted at \/mnt\/data, by the system or by hand\.\n[^]*Choose another drive/,
      });
      return 'exit 3, names /mnt/data, nothing written';
    } finally {
      await rig.guest.must('umount', '/mnt/data');
    }
  },
};
