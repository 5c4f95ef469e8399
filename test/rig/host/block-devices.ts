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
  /** For a drive on which something has to happen *while* it is written; bytes a second. */
  readonly writeBytesPerSecond?: number;
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
  const limit = drive.writeBytesPerSecond;
  if (limit === undefined) return null;
  if (limit < MIN_BYTES_PER_SECOND)
    throw new Error(`${drive.name}: a limit below ${MIN_BYTES_PER_SECOND} bytes/s stops QEMU`);
  return { 'qom-type': 'throttle-group', id: throttleGroupOf(drive.name), limits: { 'bps-write': limit } };
}

export function blockNode(drive: RigDrive): Blockdev {
  const node = { 'node-name': nodeOf(drive.name) };
  return drive.writeBytesPerSecond === undefined
    ? { ...drive.blockdev, ...node }
    : { driver: 'throttle', 'throttle-group': throttleGroupOf(drive.name), file: drive.blockdev, ...node };
}

/** The device that the guest sees, as `device_add` takes it. */
export function deviceNode(drive: RigDrive): Blockdev {
  const common = { id: drive.name, drive: nodeOf(drive.name) };
  const serial = serialOf(drive.name);
  switch (drive.type) {
    case 'usb':
      return { ...common, driver: 'usb-storage', bus: 'xhci.0', removable: true, serial };
    case 'sd':
      return { ...common, driver: 'sd-card' };
    case 'disk':
      return { ...common, driver: 'virtio-blk-pci', serial };
  }
}

/** Which name in the guest's /dev/disk/by-id is this drive's. */
export function byIdPattern(drive: RigDrive): string {
  switch (drive.type) {
    case 'usb':
      return `^usb-.*_${serialOf(drive.name)}-0:0$`;
    case 'sd':
      return '^mmc-[^/]*_0x[0-9a-f]+$';
    case 'disk':
      return `^virtio-${serialOf(drive.name)}$`;
  }
}
