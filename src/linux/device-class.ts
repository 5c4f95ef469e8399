import type { Drive } from '../core/drives/drive.ts';
import type { BlockNode } from './block-nodes.ts';
import { readAttribute } from './read.ts';

/** What a whole device is, by the kernel's name of it. What is not in the list is a disk. */
const KINDS: readonly (readonly [RegExp, Drive['kind']])[] = [
  [/^loop\d+$/, 'loop'],
  [/^zram\d+$/, 'zram'],
  [/^ram\d+$/, 'ram'],
  [/^dm-\d+$/, 'mapper'],
  [/^md/, 'raid'],
  [/^sr\d+$/, 'optical'],
  // Boot areas, replay-protected memory and hardware partitions of eMMC: /sys shows them as disks of their own.
  [/^mmcblk\d+(boot|gp|rpmb)\d*$/, 'other'],
  [/^(mtdblock|ubiblock|bcache|drbd|fd)\d+$/, 'other'],
];

/** Where a device is plugged in, by its path below /sys/devices. The first that fits. */
const BUSES: readonly (readonly [RegExp, Drive['bus']])[] = [
  [/\/usb\d+\//, 'usb'],
  [/\/mmc_host\//, 'mmc'],
  // Before "virtual": with native multipath NVMe disks lie below /sys/devices/virtual/nvme-subsystem.
  [/\/nvme/, 'nvme'],
  [/\/virtual\/block\/loop\d+(\/|$)/, 'loop'],
  [/\/devices\/virtual\//, 'virtual'],
  [/\/ata\d+\//, 'sata'],
  // A SCSI disk of a virtual machine hangs below its virtio controller, too: it is the last hop that counts.
  [/\/virtio\d+\/block\//, 'virtio'],
  [/\/host\d+\//, 'scsi'],
];

/** What kind of block device this is. */
export function kindOf(node: BlockNode): Drive['kind'] {
  if (node.disk !== null) return 'partition';
  return KINDS.find(([pattern]) => pattern.test(node.name))?.[1] ?? 'disk';
}

/**
 * How the device of a whole disk's node is attached. An SD card is `sd` wherever its reader is: built-in readers say
 * "not removable", and only the card's type tells it (SD) from soldered eMMC (MMC).
 */
export function busOf(disk: BlockNode): Drive['bus'] {
  const bus = BUSES.find(([pattern]) => pattern.test(disk.folder))?.[1] ?? 'unknown';
  const onMmc = disk.folder.includes('/mmc_host/');
  return onMmc && readAttribute(`${disk.folder}/device/type`) === 'SD' ? 'sd' : bus;
}
