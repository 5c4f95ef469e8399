import { writeFile } from 'node:fs/promises';
import { describe, expect, it, test } from 'vitest';
import { disksBelow, disksUnderFile } from '../../src/linux/disks-below.ts';
import { drivesFingerprint } from '../../src/linux/fingerprint.ts';
import { loop, mapper, nvme, usbStick } from './recorded-devices.ts';
import { mountLine, sysfsTree } from './sysfs-tree.ts';

const devices = {
  ...usbStick,
  ...nvme,
  'dm-0': mapper(0, 'LVM-abc', ['nvme0n1p2', 'sda2']),
  loop1: loop(1, '/media/u/A/card.img'),
};
const mounts = [
  mountLine(1, '259:2', '/', 'ext4 /dev/nvme0n1p2 rw'),
  mountLine(2, '8:1', '/media/u/A', 'vfat /dev/sda1 rw'),
];

describe('disksBelow', () => {
  test.each([
    ['a disk', '8:0', ['sda']],
    ['a partition', '8:2', ['sda']],
    ['a volume on two disks', '253:0', ['dm-0', 'nvme0n1', 'sda']],
    ['a loop device on a file of the stick', '7:1', ['loop1', 'sda']],
    ['a number that is no device’s', '0:44', []],
  ])('%s', async (_, number, disks) => {
    expect(await disksBelow(number, await sysfsTree({ devices, mounts }))).toEqual(disks);
  });
});

describe('disksUnderFile', () => {
  it('finds the disks of a btrfs, where stat’s number is no device’s', async () => {
    const env = await sysfsTree({
      devices,
      mounts: [mountLine(3, '0:40', '/', 'btrfs /dev/nvme0n1p2 rw,subvol=/root', '/root')],
      btrfs: { 'c0ffee-1': ['nvme0n1p2', 'sda2'] },
    });
    expect(await disksUnderFile(env.proc, env)).toEqual(['nvme0n1', 'sda']);
  });

  it('rejects for a file that is not there', async () => {
    const env = await sysfsTree({ devices, mounts });
    await expect(disksUnderFile('/not/there', env)).rejects.toThrow('ENOENT');
  });
});

describe('drivesFingerprint', () => {
  test.each([
    ['a card goes into a reader', 'sys/class/block/sda/diskseq', '13\n'],
    ['a drive shrinks', 'sys/class/block/sda/size', '8\n'],
    ['something is mounted', 'proc/self/mountinfo', mounts.join('\n')],
    ['something is swapped on', 'proc/swaps', 'x'],
  ])('changes when %s', async (_, file, content) => {
    const env = await sysfsTree({ devices, mounts: mounts.slice(0, 1) });
    const before = drivesFingerprint(env);
    expect(drivesFingerprint(env)).toBe(before);
    await writeFile(`${env.sys}/../${file}`, content);
    expect(drivesFingerprint(env)).not.toBe(before);
  });
});
