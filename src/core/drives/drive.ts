import * as z from 'zod';

/** How a drive is attached. `sd` is a card in a built-in reader, `mmc` soldered eMMC; `virtual` has no hardware below. */
export const BUSES = [
  'usb',
  'sd',
  'mmc',
  'nvme',
  'sata',
  'scsi',
  'virtio',
  'loop',
  'virtual',
  'usbboot',
  'unknown',
] as const;

/** What a block device is. Only `disk` and, when allowed, the virtual kinds can be written. */
export const DRIVE_KINDS = ['disk', 'partition', 'loop', 'zram', 'ram', 'mapper', 'raid', 'optical', 'other'] as const;

/** Why a drive is in use by something other than a mount. */
export const USE_KINDS = ['swap', 'lvm', 'luks', 'raid', 'zfs', 'btrfs', 'holder'] as const;

export const mountSchema = z.object({
  path: z.string(),
  /** The block device that is mounted: the drive, a partition of it, or something that lies on it. */
  device: z.string(),
  fsType: z.string(),
  /** Made for the person at the desktop (below /media or /run/media, or by udisks): may be unmounted. */
  forPerson: z.boolean(),
});

export const partitionSchema = z.object({
  device: z.string(),
  bytes: z.number().int().nonnegative(),
  fsType: z.string().nullable(),
  label: z.string().nullable(),
  mounts: z.array(z.string()),
});

export const useSchema = z.object({
  kind: z.enum(USE_KINDS),
  /** The device that is used: the drive itself, a partition of it, or something that lies on it. */
  device: z.string(),
  /** Who uses it: `dm-0`, `md127`, a pool's name. */
  by: z.string(),
});

/** One block device as this computer sees it now. All sizes are in bytes. */
export const driveSchema = z.object({
  device: z.string(),
  kind: z.enum(DRIVE_KINDS),
  bytes: z.number().int().nonnegative(),
  model: z.string(),
  serial: z.string().nullable(),
  bus: z.enum(BUSES),
  /** A medium that is meant to be taken out: removable by sysfs, on USB, or a card in a built-in SD reader. */
  removable: z.boolean(),
  readOnly: z.boolean(),
  logicalBlockBytes: z.number().int().positive(),
  /** `MAJOR:MINOR`. */
  number: z.string().nullable(),
  /** The kernel's disk sequence number (5.15+): a new medium in the same reader has a new one. */
  diskseq: z.number().int().nullable(),
  /** False: nobody could look for file systems and labels, so that null says nothing. */
  contentKnown: z.boolean(),
  /** File system or signature on the whole disk, without partitions; null where there is none or it is not known. */
  fsType: z.string().nullable(),
  label: z.string().nullable(),
  mounts: z.array(mountSchema),
  partitions: z.array(partitionSchema),
  uses: z.array(useSchema),
});

export type Mount = z.infer<typeof mountSchema>;
export type Partition = z.infer<typeof partitionSchema>;
export type Use = z.infer<typeof useSchema>;
export type Drive = z.infer<typeof driveSchema>;

/** Kernel name of a device path: `sda` of `/dev/sda`, `cciss!c0d0` of `/dev/cciss/c0d0` (sysfs writes `/` as `!`). */
export function kernelName(device: string): string {
  return device.replace(/^\/dev\//, '').replaceAll('/', '!');
}
