import { describe, expect, it, test } from 'vitest';
import { readDrive } from '../../src/linux/read-drive.ts';
import { heldBy, loop, mapper, nvme, sdaa, sdCard, usbStick } from './recorded-devices.ts';
import { mountLine, sysfsTree, type TreeSpec } from './sysfs-tree.ts';

const devices = { ...usbStick, ...sdaa, ...nvme };
const root = mountLine(1, '259:2', '/', 'ext4 /dev/nvme0n1p2 rw');

async function stickOf(spec: TreeSpec) {
  const env = await sysfsTree({ devices, ...spec, mounts: [root, ...(spec.mounts ?? [])] });
  return await readDrive('/dev/sda', env);
}

describe('mounts', () => {
  it('are those of the drive and its partitions, not of a drive whose name begins the same', async () => {
    const drive = await stickOf({
      mounts: [
        mountLine(2, '8:1', '/media/u/BOOT', 'vfat /dev/sda1 rw'),
        mountLine(3, '8:0', '/mnt', 'vfat /dev/sda rw'),
        mountLine(4, '65:161', '/srv', 'ext4 /dev/sdaa1 rw'),
      ],
    });
    expect(drive?.mounts).toEqual([
      { path: '/media/u/BOOT', device: '/dev/sda1', fsType: 'vfat', forPerson: true },
      { path: '/mnt', device: '/dev/sda', fsType: 'vfat', forPerson: false },
    ]);
    expect(drive?.partitions.map((partition) => partition.mounts)).toEqual([['/media/u/BOOT'], []]);
  });

  it('count bind mounts', async () => {
    const bind = mountLine(3, '8:2', '/var/lib/x', 'ext4 /dev/sda2 rw', '/data');
    const drive = await stickOf({ mounts: [mountLine(2, '8:2', '/media/u/A', 'ext4 /dev/sda2 rw'), bind] });
    expect(drive?.mounts.map(({ path, forPerson }) => [path, forPerson])).toEqual([
      ['/media/u/A', true],
      ['/var/lib/x', false],
    ]);
  });

  it('reach through LUKS and LVM to the drive', async () => {
    const stack = {
      ...devices,
      sda2: heldBy(devices.sda2, 'dm-0'),
      'dm-0': mapper(0, 'CRYPT-LUKS2-abc', ['sda2'], ['dm-1']),
      'dm-1': mapper(1, 'LVM-def', ['dm-0']),
    };
    const drive = await stickOf({
      devices: stack,
      mounts: [mountLine(2, '253:1', '/nix/store', 'ext4 /dev/mapper/x rw')],
    });
    expect(drive?.mounts).toMatchObject([{ path: '/nix/store', device: '/dev/dm-1', forPerson: false }]);
    expect(drive?.uses).toEqual([
      { kind: 'luks', device: '/dev/sda2', by: 'dm-0' },
      { kind: 'lvm', device: '/dev/dm-0', by: 'dm-1' },
    ]);
  });

  it('reach through a loop device to the drive that holds its file', async () => {
    const drive = await stickOf({
      devices: { ...devices, loop1: loop(1, '/media/u/A/system.img'), loop10: loop(10, '/home/other.img') },
      mounts: [
        mountLine(2, '8:2', '/media/u/A', 'ext4 /dev/sda2 rw'),
        mountLine(3, '7:1', '/opt', 'squashfs /dev/loop1 ro'),
        mountLine(4, '7:10', '/usr', 'squashfs /dev/loop10 ro'),
      ],
    });
    expect(drive?.mounts.map(({ path }) => path)).toEqual(['/media/u/A', '/opt']);
    expect(drive?.uses).toEqual([]);
  });

  it('of a btrfs are on all its devices, found by the source', async () => {
    const drive = await stickOf({
      mounts: [mountLine(2, '0:44', '/home', 'btrfs /dev/mapper/pool rw,subvol=/home', '/home')],
      aliases: { '/dev/mapper/pool': 'sdaa1' },
      btrfs: { 'c0ffee-1': ['sdaa1', 'sda2'], features: [] },
    });
    expect(drive?.mounts).toMatchObject([{ path: '/home', device: '/dev/sda2', forPerson: false }]);
    expect(drive?.uses).toEqual([]);
  });

  it('of a bcachefs are on every device of its source', async () => {
    const drive = await stickOf({ mounts: [mountLine(2, '0:44', '/data', 'bcachefs /dev/sdaa1:/dev/sda2 rw')] });
    expect(drive?.mounts).toMatchObject([{ path: '/data', device: '/dev/sda2' }]);
  });

  it('of an overlay are on the devices of its layers', async () => {
    const drive = await stickOf({
      mounts: [
        mountLine(2, '8:2', '/media/u/A', 'ext4 /dev/sda2 rw'),
        mountLine(
          3,
          '0:50',
          '/nix/store',
          'overlay overlay rw,lowerdir=/nix/.ro:/media/u/A/a\\134:b,upperdir=/x,workdir=/w',
        ),
      ],
    });
    expect(drive?.mounts.map(({ path }) => path)).toEqual(['/media/u/A', '/nix/store']);
  });
});

describe('uses', () => {
  test.each([
    ['CRYPT-LUKS2-abc', 'luks'],
    ['LVM-abc', 'lvm'],
    ['mpath-36001405', 'holder'],
    ['part1-mpath-36001405', 'holder'],
  ])('a mapped device with uuid %s is %s', async (uuid, kind) => {
    const held = { ...devices, sda: heldBy(devices.sda, 'dm-4'), 'dm-4': mapper(4, uuid, ['sda']) };
    expect((await stickOf({ devices: held }))?.uses).toEqual([{ kind, device: '/dev/sda', by: 'dm-4' }]);
  });

  it('an array; a cache whose node vanished meanwhile; each counts though only one side tells of it', async () => {
    const md = { number: '9:127', at: 'virtual/block', bytes: 4096, slaves: ['sda1'] };
    const held = { ...devices, sda2: heldBy(devices.sda2, 'bcache0'), md127: md };
    expect((await stickOf({ devices: held }))?.uses).toEqual([
      { kind: 'raid', device: '/dev/sda1', by: 'md127' },
      { kind: 'holder', device: '/dev/sda2', by: 'bcache0' },
    ]);
  });

  it('a loop device on the drive itself', async () => {
    const drive = await stickOf({ devices: { ...devices, loop1: loop(1, '/dev/sda2') } });
    expect(drive?.uses).toEqual([{ kind: 'holder', device: '/dev/sda2', by: 'loop1' }]);
  });

  it('swap on a partition, on a volume and in a file with a space in its name', async () => {
    const held = { ...devices, sda2: heldBy(devices.sda2, 'dm-0'), 'dm-0': mapper(0, 'CRYPT-PLAIN-x', ['sda2']) };
    const drive = await stickOf({
      devices: held,
      mounts: [mountLine(2, '8:1', '/media/u/A', 'ext4 /dev/sda1 rw')],
      swaps: ['/dev/dm-0 partition 1 0 -2', '/media/u/A/swap\\040file file 1 0 -3', '/dev/sdaa1 partition 1 0 -4'],
    });
    expect(drive?.uses.filter(({ kind }) => kind === 'swap')).toEqual([
      { kind: 'swap', device: '/dev/dm-0', by: '/dev/dm-0' },
      { kind: 'swap', device: '/dev/sda1', by: '/media/u/A/swap file' },
    ]);
  });

  it('a btrfs that is mounted where we cannot see it', async () => {
    const drive = await stickOf({ btrfs: { 'c0ffee-1': ['sda2'] } });
    expect(drive?.uses).toEqual([{ kind: 'btrfs', device: '/dev/sda2', by: 'c0ffee-1' }]);
  });

  it('none of a drive that is only plugged in', async () => {
    const env = await sysfsTree({ devices: sdCard, mounts: [root] });
    expect(await readDrive('/dev/mmcblk0', env)).toMatchObject({ mounts: [], uses: [] });
  });
});

describe('ZFS', () => {
  const label = Buffer.alloc(512 << 10);
  label.writeBigUInt64LE(0x00bab10cn, (128 << 10) + 5 * 1024);
  const second = Buffer.alloc(512 << 10);
  second.writeBigUInt64BE(0x00bab10cn, (256 << 10) + (128 << 10));
  const blank = Buffer.alloc(512 << 10);

  test.each([
    ['the first label', label],
    ['only the second label, of a big-endian machine', second],
  ])('a member by %s, while a pool is imported', async (_, content) => {
    const drive = await stickOf({ zfsPools: ['tank'], content: { sda1: content, sda: blank } });
    expect(drive?.uses).toEqual([{ kind: 'zfs', device: '/dev/sda1', by: 'tank' }]);
  });

  test.each([
    ['no pool is imported', { zfsPools: [], content: { sda1: label } }],
    ['there is no label', { zfsPools: ['tank'], content: { sda: blank, sda1: blank, sda2: Buffer.alloc(0) } }],
  ])('not used when %s', async (_, spec) => {
    expect((await stickOf(spec))?.uses).toEqual([]);
  });
});
