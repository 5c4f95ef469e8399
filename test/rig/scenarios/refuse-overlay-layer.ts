import type { Scenario } from '../scenario.ts';
import { assertRefused, mount } from './checks.ts';

const LAYER = '/media/u/OLD_ROOT';
const SHOWN = '/srv/live';

/** As of a live system: the stick itself is mounted like a person's, but what the system shows lies on it. */
export const refuseOverlayLayer: Scenario = {
  name: 'refuse-overlay-layer',
  expected: 'exit 3, names the folder that an overlay shows',
  async run(rig) {
    const stick = await rig.plug('layer', { content: 'card' });
    await mount(rig, `${stick.device}2`, LAYER, 'ro');
    await rig.guest.must('mkdir', '-p', SHOWN, '/run/upper/u', '/run/upper/w');
    const layers = `lowerdir=${LAYER},upperdir=/run/upper/u,workdir=/run/upper/w`;
    await rig.guest.must('mount', '-t', 'overlay', '-o', layers, 'overlay', SHOWN);
    try {
      await assertRefused(rig, stick, {
        why: 'system',
        words: new RegExp(`is mounted at ${SHOWN}[ ,][^]*Choose another drive`),
      });
      return `exit 3, names ${SHOWN}, nothing written`;
    } finally {
      await rig.guest.must('umount', SHOWN);
      await rig.guest.must('umount', LAYER);
    }
  },
};
