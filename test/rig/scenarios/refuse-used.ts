import assert from 'node:assert/strict';
import type { Rig, Scenario } from '../scenario.ts';
import { assertRefused } from './checks.ts';

interface Use {
  /** As the fact `kind` has it, too. */
  readonly name: string;
  readonly expected: string;
  readonly words: RegExp;
  /** Takes the drive into use, on its second partition or as a whole, and gives it back. */
  begin(rig: Rig, device: string): Promise<unknown>;
  end(rig: Rig, device: string): Promise<unknown>;
}

const uses: readonly Use[] = [
  {
    name: 'lvm',
    expected: 'exit 3: a volume group lies on it',
    words: /in use as a part of an LVM volume group/,
    async begin({ guest }, device) {
      await guest.must('pvcreate', '-ffy', `${device}2`);
      await guest.must('vgcreate', 'rigvg', `${device}2`);
      await guest.must('lvcreate', '-qq', '--yes', '-L', '8M', '-n', 'data', 'rigvg');
    },
    end: ({ guest }) => guest.must('vgchange', '-an', 'rigvg'),
  },
  {
    name: 'luks',
    expected: 'exit 3: an open encrypted volume',
    words: /in use as an unlocked encrypted volume/,
    async begin({ guest }, device) {
      await guest.must('cp', '/proc/version', '/run/key');
      // The key derivation that is meant to be slow would take minutes under emulation.
      const fast = ['--pbkdf', 'pbkdf2', '--pbkdf-force-iterations', '1000'];
      await guest.must('cryptsetup', 'luksFormat', '-q', ...fast, '--key-file', '/run/key', device);
      await guest.must('cryptsetup', 'open', '--key-file', '/run/key', device, 'rigluks');
    },
    end: ({ guest }) => guest.must('cryptsetup', 'close', 'rigluks'),
  },
  {
    name: 'raid',
    expected: 'exit 3: a part of a RAID',
    words: /in use as a part of a RAID/,
    begin({ guest }, device) {
      const half = ['--level=1', '--raid-devices=2', '--metadata=1.2', '--run', device, 'missing'];
      return guest.must('mdadm', '--create', '/dev/md77', ...half);
    },
    end: ({ guest }) => guest.must('mdadm', '--stop', '/dev/md77'),
  },
  {
    name: 'swap',
    expected: 'exit 3: swap space',
    words: /in use as swap space/,
    async begin({ guest }, device) {
      await guest.must('mkswap', '-f', `${device}2`);
      await guest.must('swapon', `${device}2`);
    },
    end: ({ guest }, device) => guest.must('swapoff', `${device}2`),
  },
];

/** What uses a drive without a mount: each is refused, and nothing is written. */
export const refuseUsed: readonly Scenario[] = uses.map((use) => ({
  name: `refuse-${use.name}`,
  expected: use.expected,
  async run(rig) {
    const stick = await rig.plug(use.name, { content: 'card' });
    await use.begin(rig, stick.device);
    try {
      const words = new RegExp(`${use.words.source}[^]*Choose another drive`);
      const { kind } = await assertRefused(rig, stick, { why: 'in-use', words });
      assert.equal(kind, use.name);
      return 'exit 3, nothing written';
    } finally {
      await use.end(rig, stick.device);
    }
  },
}));
