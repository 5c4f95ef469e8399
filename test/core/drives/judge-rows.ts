import type { Drive } from '../../../src/core/drives/drive.ts';
import type { JudgedImage, JudgeOptions, Refusal, Warning } from '../../../src/core/drives/judge.ts';
import { aMount, aPartition, aPersonMount, aUse } from './a-drive.ts';
import { virtualDevices } from './judge-rows-virtual.ts';

/** What differs from an empty card in a USB reader, a 2 GB image from elsewhere and no permission; what is expected. */
export interface JudgeRow {
  readonly name: string;
  readonly drive?: Partial<Drive>;
  readonly image?: Partial<JudgedImage> | null;
  readonly allow?: Partial<JudgeOptions>;
  readonly refusals?: readonly Refusal['code'][];
  readonly warnings?: readonly Warning['code'][];
  readonly typedName?: boolean;
}

const virtual = { allowVirtual: true };
const fixed = { allowFixed: true };

const usedBySystem: readonly JudgeRow[] = [
  { name: 'root', drive: { mounts: [aMount('/')] }, refusals: ['system'] },
  { name: 'root on a USB disk', drive: { bus: 'usb', mounts: [aMount('/')] }, refusals: ['system'] },
  { name: 'root on a card in a built-in reader', drive: { bus: 'sd', mounts: [aMount('/')] }, refusals: ['system'] },
  { name: 'the Nix store alone', drive: { mounts: [aMount('/nix/store')] }, refusals: ['system'] },
  { name: 'boot', drive: { mounts: [aMount('/boot', { fsType: 'vfat' })] }, refusals: ['system'] },
  { name: 'home', drive: { mounts: [aMount('/home')] }, refusals: ['system'] },
  { name: 'a mount by hand below /mnt', drive: { mounts: [aMount('/mnt/stick')] }, refusals: ['system'] },
  { name: 'the media folder itself', drive: { mounts: [aMount('/media')] }, refusals: ['system'] },
  {
    name: 'a bind mount beside the mount for the person',
    drive: { mounts: [aPersonMount('/media/u/A'), aMount('/var/lib/music')] },
    refusals: ['system'],
    warnings: ['mounted'],
    typedName: true,
  },
  {
    name: 'a volume on it is mounted',
    drive: { mounts: [aMount('/srv', { device: '/dev/dm-3' })] },
    refusals: ['system'],
  },
  { name: 'root, though fixed is allowed', drive: { mounts: [aMount('/')] }, allow: fixed, refusals: ['system'] },
  {
    name: 'root, though all is allowed',
    drive: { mounts: [aMount('/')] },
    allow: { ...fixed, ...virtual },
    refusals: ['system'],
  },
  { name: 'root, before there is an image', drive: { mounts: [aMount('/')] }, image: null, refusals: ['system'] },
  { name: 'swap on a partition', drive: { uses: [aUse('swap', { by: '/dev/sda2' })] }, refusals: ['in-use'] },
  { name: 'swap in a file', drive: { uses: [aUse('swap', { by: '/media/u/A/swapfile' })] }, refusals: ['in-use'] },
  { name: 'LVM, active', drive: { uses: [aUse('lvm')] }, refusals: ['in-use'] },
  { name: 'LUKS, open', drive: { uses: [aUse('luks')] }, refusals: ['in-use'] },
  { name: 'RAID, running', drive: { uses: [aUse('raid', { by: 'md127' })] }, refusals: ['in-use'] },
  { name: 'ZFS, imported', drive: { uses: [aUse('zfs', { by: 'tank' })] }, refusals: ['in-use'] },
  { name: 'btrfs member, mounted elsewhere', drive: { uses: [aUse('btrfs', { by: 'c0ffee' })] }, refusals: ['in-use'] },
  { name: 'held by something unknown', drive: { uses: [aUse('holder', { by: 'bcache0' })] }, refusals: ['in-use'] },
  {
    name: 'every use is told',
    drive: { uses: [aUse('luks'), aUse('lvm', { by: 'dm-1' })] },
    refusals: ['in-use', 'in-use'],
  },
  {
    name: 'mount and use are both told',
    drive: { mounts: [aMount('/')], uses: [aUse('swap')] },
    refusals: ['system', 'in-use'],
  },
  {
    name: 'swap, though all is allowed',
    drive: { uses: [aUse('swap')] },
    allow: { ...fixed, ...virtual },
    refusals: ['in-use'],
  },
];

const notWritable: readonly JudgeRow[] = [
  { name: 'the lock switch', drive: { readOnly: true }, refusals: ['read-only'] },
  {
    name: 'the lock switch, though all is allowed',
    drive: { readOnly: true },
    allow: { ...fixed, ...virtual },
    refusals: ['read-only'],
  },
  { name: 'an empty reader', drive: { bytes: 0 }, refusals: ['no-medium'] },
  { name: 'an empty reader that says read-only, too', drive: { bytes: 0, readOnly: true }, refusals: ['no-medium'] },
  {
    name: 'a board that is being started',
    drive: { bytes: 0, bus: 'usbboot', device: 'usbboot:1-2' },
    refusals: ['no-medium'],
  },
  { name: 'a partition', drive: { kind: 'partition', device: '/dev/sda1' }, refusals: ['not-whole-disk'] },
  {
    name: 'a partition of a card',
    drive: { kind: 'partition', device: '/dev/mmcblk0p1', bus: 'sd' },
    refusals: ['not-whole-disk'],
  },
  {
    name: 'a partition, though all is allowed',
    drive: { kind: 'partition' },
    allow: { ...fixed, ...virtual },
    refusals: ['not-whole-disk'],
  },
  { name: 'a partition of a fixed disk', drive: { kind: 'partition', removable: false }, refusals: ['not-whole-disk'] },
  { name: 'an optical drive', drive: { kind: 'optical', device: '/dev/sr0' }, refusals: ['not-whole-disk'] },
  {
    name: 'the boot area of an eMMC',
    drive: { kind: 'other', device: '/dev/mmcblk0boot0' },
    refusals: ['not-whole-disk'],
  },
];

const sizes: readonly JudgeRow[] = [
  { name: 'an image of exactly its size', image: { bytes: 31_914_983_424 } },
  { name: 'an image of one byte more', image: { bytes: 31_914_983_425 }, refusals: ['too-small'] },
  { name: 'an image of unknown size', image: { bytes: null } },
  { name: 'no image yet', image: null },
  {
    name: 'too small says nothing of an empty reader',
    drive: { bytes: 0 },
    image: { bytes: 1 },
    refusals: ['no-medium'],
  },
  { name: 'too small and locked', drive: { bytes: 1e9, readOnly: true }, refusals: ['read-only', 'too-small'] },
  { name: 'exactly 256 GB', drive: { bytes: 256e9 } },
  { name: 'a byte above 256 GB', drive: { bytes: 256e9 + 1 }, warnings: ['large'], typedName: true },
  {
    name: 'a large USB disk in use',
    drive: { bytes: 4e12, mounts: [aMount('/')] },
    refusals: ['system'],
    warnings: ['large'],
    typedName: true,
  },
];

const fixedDisks: readonly JudgeRow[] = [
  { name: 'a built-in disk', drive: { bus: 'sata', removable: false }, refusals: ['fixed'] },
  {
    name: 'a built-in disk, allowed',
    drive: { bus: 'sata', removable: false },
    allow: fixed,
    warnings: ['fixed'],
    typedName: true,
  },
  { name: 'NVMe', drive: { device: '/dev/nvme0n1', bus: 'nvme', removable: false }, refusals: ['fixed'] },
  {
    name: 'NVMe, though virtual is allowed',
    drive: { bus: 'nvme', removable: false },
    allow: virtual,
    refusals: ['fixed'],
  },
  { name: 'soldered eMMC', drive: { device: '/dev/mmcblk0', bus: 'mmc', removable: false }, refusals: ['fixed'] },
  {
    name: 'soldered eMMC, allowed',
    drive: { bus: 'mmc', removable: false },
    allow: fixed,
    warnings: ['fixed'],
    typedName: true,
  },
  { name: 'a card in a built-in reader', drive: { device: '/dev/mmcblk0', bus: 'sd' } },
  { name: 'removable, and fixed is allowed', allow: fixed },
  {
    name: 'large and fixed',
    drive: { bytes: 1e12, removable: false },
    allow: fixed,
    warnings: ['large', 'fixed'],
    typedName: true,
  },
  {
    name: 'a disk of a virtual machine',
    drive: { device: '/dev/vda', bus: 'virtio', removable: false },
    refusals: ['fixed'],
  },
];

const imageOnDrive: readonly JudgeRow[] = [
  { name: 'the image lies on it', image: { onDisks: ['sda'] }, refusals: ['holds-image'] },
  { name: 'the image lies on several, it too', image: { onDisks: ['nvme0n1', 'sda'] }, refusals: ['holds-image'] },
  { name: 'the image lies on sdaa, this is sda', image: { onDisks: ['sdaa'] } },
  { name: 'the image lies on sda, this is sdaa', drive: { device: '/dev/sdaa' }, image: { onDisks: ['sda'] } },
  {
    name: 'the image lies on mmcblk0, this is mmcblk0',
    drive: { device: '/dev/mmcblk0', bus: 'sd' },
    image: { onDisks: ['mmcblk0'] },
    refusals: ['holds-image'],
  },
  {
    name: 'the image lies on mmcblk1, this is mmcblk10',
    drive: { device: '/dev/mmcblk10', bus: 'sd' },
    image: { onDisks: ['mmcblk1'] },
  },
  {
    name: 'the image lies on nvme0n1, this is nvme0n11',
    drive: { device: '/dev/nvme0n11' },
    image: { onDisks: ['nvme0n1'] },
  },
  {
    name: 'the image lies on loop1, this is loop10',
    drive: { device: '/dev/loop10', kind: 'loop' },
    allow: virtual,
    image: { onDisks: ['loop1'] },
  },
  {
    name: 'a controller with folders in /dev',
    drive: { device: '/dev/cciss/c0d0' },
    image: { onDisks: ['cciss!c0d0'] },
    refusals: ['holds-image'],
  },
];

const toldBefore: readonly JudgeRow[] = [
  { name: 'nothing at all' },
  {
    name: 'mounted for the person',
    drive: { mounts: [aPersonMount('/run/media/u/BOOT')] },
    warnings: ['mounted'],
    typedName: true,
  },
  {
    name: 'two mounts for the person',
    drive: { mounts: [aPersonMount('/media/u/A'), aPersonMount('/media/u/B', { device: '/dev/sda2' })] },
    warnings: ['mounted', 'mounted'],
    typedName: true,
  },
  { name: 'a file system on the whole drive', drive: { fsType: 'vfat', label: 'PHOTOS' }, warnings: ['has-data'] },
  {
    name: 'a file system on a partition',
    drive: { partitions: [aPartition('/dev/sda1', { fsType: 'ext4' })] },
    warnings: ['has-data'],
  },
  { name: 'a partition of unknown content', drive: { partitions: [aPartition('/dev/sda1')] }, warnings: ['has-data'] },
  {
    name: 'an inactive LVM member',
    drive: { partitions: [aPartition('/dev/sda1', { fsType: 'LVM2_member' })] },
    warnings: ['has-data'],
  },
  { name: 'a locked LUKS container', drive: { fsType: 'crypto_LUKS' }, warnings: ['has-data'] },
  { name: 'a member of a stopped array', drive: { fsType: 'linux_raid_member' }, warnings: ['has-data'] },
  { name: 'a member of an exported pool', drive: { fsType: 'zfs_member' }, warnings: ['has-data'] },
  {
    name: 'a table for 512 on 4096',
    drive: { logicalBlockBytes: 4096 },
    image: { tableSectorBytes: 512 },
    warnings: ['sector-size'],
  },
  { name: 'an image without a table', image: { startsLikeDisk: false }, warnings: ['no-partition-table'] },
  { name: 'an image that begins like a disk', image: { startsLikeDisk: true } },
  { name: 'a table for 4096 on 512', image: { tableSectorBytes: 4096 }, warnings: ['sector-size'] },
  { name: 'a table for 4096 on 4096', drive: { logicalBlockBytes: 4096 }, image: { tableSectorBytes: 4096 } },
  { name: 'a table for unknown sectors on 4096', drive: { logicalBlockBytes: 4096 } },
];

export const JUDGE_ROWS: Readonly<Record<string, readonly JudgeRow[]>> = {
  'used by the running system': usedBySystem,
  'cannot be written': notWritable,
  size: sizes,
  'fixed disks': fixedDisks,
  'virtual devices': virtualDevices,
  'the image lies on the drive': imageOnDrive,
  'told before': toldBefore,
};
