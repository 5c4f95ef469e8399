import fc from 'fast-check';
import { expect, it, test, vi } from 'vitest';
import { parseLsblk, readFileSystems } from '../../../src/node/drives/lsblk.ts';

/** util-linux 2.38, `--json --bytes --output KNAME,FSTYPE,LABEL`: LVM over two disks comes below both. */
const RECORDED = `{
   "blockdevices": [
      {"kname":"sda", "fstype":null, "label":null,
         "children": [
            {"kname":"sda1", "fstype":"vfat", "label":"FIRMWARE"},
            {"kname":"sda2", "fstype":"LVM2_member", "label":null,
               "children": [ {"kname":"dm-0", "fstype":"ext4", "label":"home of \\"u\\""} ]
            }
         ]
      },
      {"kname":"sdb", "fstype":"LVM2_member", "label":null,
         "children": [ {"kname":"dm-0", "fstype":"ext4", "label":"home of \\"u\\""} ]
      },
      {"kname":"cciss/c0d0", "fstype":"xfs", "label":null}
   ]
}`;

it('reads nested devices, each by its kernel name', () => {
  expect([...parseLsblk(RECORDED)].map(([name, { fsType, label }]) => [name, fsType, label])).toEqual([
    ['sda', null, null],
    ['sda1', 'vfat', 'FIRMWARE'],
    ['sda2', 'LVM2_member', null],
    ['dm-0', 'ext4', 'home of "u"'],
    ['sdb', 'LVM2_member', null],
    ['cciss!c0d0', 'xfs', null],
  ]);
});

test.each(['', '{', '[]', '{"blockdevices":[{"kname":1}]}', 'lsblk: no such device'])(
  'knows nothing from %j',
  (text) => {
    expect(parseLsblk(text).size).toBe(0);
  },
);

test('never throws', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => parseLsblk(text).size >= 0));
});

test('a system without lsblk knows nothing, and does not fail', async () => {
  vi.stubEnv('PATH', '/not/there');
  try {
    expect((await readFileSystems()).size).toBe(0);
  } finally {
    vi.unstubAllEnvs();
  }
});
