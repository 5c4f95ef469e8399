import { closeSync, openSync, truncateSync } from 'node:fs';

/** A node of QEMU's block layer, as `blockdev-add` takes it. */
export type Blockdev = Readonly<Record<string, unknown>>;

export const MIB = 1 << 20;

export type DriveType = 'usb' | 'sd' | 'disk';

export interface RigDrive {
  /** a-z and 0-9, at most 15; the serial is this in capitals after `RIG`. */
  readonly name: string;
  readonly type: DriveType;
  readonly blockdev: Blockdev;
  /** Of a USB drive, in place of the one made of its name; null for a drive without any. */
  readonly serial?: string | null;
  /** 512 by default. */
  readonly sectorBytes?: number;
  /** For a drive on which something has to happen *while* it is written, or read; bytes a second. */
  readonly writeBytesPerSecond?: number;
  readonly readBytesPerSecond?: number;
}

/** A request that takes longer than the guest's 30 s makes QEMU 7.2 itself stand still; one request may be 1 MiB. */
const MIN_BYTES_PER_SECOND = 64 << 10;

/** An empty file of `bytes` that takes no room. */
export function sparseFile(path: string, bytes: number): string {
  closeSync(openSync(path, 'w'));
  truncateSync(path, bytes);
  return path;
}

/** A drive whose content is a file on the host. */
export function fileDisk(filename: string): Blockdev {
  return { driver: 'raw', file: { driver: 'file', filename } };
}

/** The same with the lock switch on. */
export function lockedDisk(filename: string): Blockdev {
  return { ...fileDisk(filename), 'read-only': true };
}

/** The same with a sector that cannot be read, or cannot be written; every request that touches it fails with EIO. */
export function badSectorDisk(filename: string, operation: 'read' | 'write', offset: number): Blockdev {
  const error = { event: 'none', iotype: operation, errno: 5, sector: offset / 512, once: false };
  return { driver: 'blkdebug', image: { driver: 'file', filename }, 'inject-error': [error] };
}

/** A drive that is a program: what listens on the unix socket `path`. */
export function nbdDisk(path: string): Blockdev {
  return { driver: 'raw', file: { driver: 'nbd', server: { type: 'unix', path } } };
}

export function serialOf(name: string): string {
  return `RIG${name.toUpperCase()}`;
}

export function nodeOf(name: string): string {
  return `${name}-node`;
}

export function throttleGroupOf(name: string): string {
  return `${name}-throttle`;
}

/** QEMU's object that limits the speed of a drive, or null. */
export function throttleGroup(drive: RigDrive): Blockdev | null {
  const { name, writeBytesPerSecond: write, readBytesPerSecond: read } = drive;
  if (write === undefined && read === undefined) return null;
  if (Math.min(write ?? Infinity, read ?? Infinity) < MIN_BYTES_PER_SECOND)
    throw new Error(`${name}: a limit below ${MIN_BYTES_PER_SECOND} bytes/s stops QEMU`);
  const limits = { ...(write && { 'bps-write': write }), ...(read && { 'bps-read': read }) };
  return { 'qom-type': 'throttle-group', id: throttleGroupOf(name), limits };
}

export function blockNode(drive: RigDrive): Blockdev {
  const node = { 'node-name': nodeOf(drive.name) };
  return throttleGroup(drive) === null
    ? { ...drive.blockdev, ...node }
    : { driver: 'throttle', 'throttle-group': throttleGroupOf(drive.name), file: drive.blockdev, ...node };
}

/** The device that the guest sees, as `device_add` takes it. */
export function deviceNode(drive: RigDrive): Blockdev {
  const common = { id: drive.name, drive: nodeOf(drive.name) };
  const serial = usbSerialOf(drive);
  switch (drive.type) {
    case 'usb':
      return { ...common, driver: 'usb-storage', bus: 'xhci.0', removable: true, serial };
    case 'sd':
      return { ...common, driver: 'sd-card' };
    case 'disk':
      return { ...common, driver: 'virtio-blk-pci', serial };
  }
}

/**
 * A USB drive whose sectors are not 512 bytes long, as two devices, and what is set then: QEMU 7.2's usb-storage does
 * not hand `logical_block_size` on.
 */
export function largeSectorNodes(drive: RigDrive, sectorBytes: number): readonly [bridge: Blockdev, disk: Blockdev] {
  const { name } = drive;
  const serial = usbSerialOf(drive);
  const sectors = { logical_block_size: sectorBytes, physical_block_size: sectorBytes };
  const disk = { driver: 'scsi-hd', id: `${name}-disk`, bus: `${name}.0`, drive: nodeOf(name), removable: true };
  return [
    { driver: 'usb-bot', id: name, bus: 'xhci.0', serial },
    { ...disk, serial, ...sectors },
  ];
}

function usbSerialOf({ name, serial }: RigDrive): string {
  return serial === undefined ? serialOf(name) : (serial ?? '');
}

/** Which name in the guest's /dev/disk/by-id is this drive's. */
export function byIdPattern(drive: RigDrive): string {
  switch (drive.type) {
    case 'usb':
      return drive.serial === null ? '^usb-[A-Z_]+-0:0$' : `^usb-.*_${usbSerialOf(drive)}-0:0$`;
    case 'sd':
      return '^mmc-[^/]*_0x[0-9a-f]+$';
    case 'disk':
      return `^virtio-${serialOf(drive.name)}$`;
  }
}
