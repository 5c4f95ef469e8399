import { execa } from 'execa';
import * as z from 'zod';
import type { Drive } from '../../core/drives/drive.ts';

const DISKUTIL_MS = 10_000;

/** An APFS container: macOS shows it as a whole disk, though it lies in partitions of another one. */
export interface ApfsContainer {
  /** `/dev/disk3` */
  readonly device: string;
  /** The disk below: `/dev/disk0`. Two of a Fusion drive. */
  readonly disks: readonly string[];
}

const listSchema = z.object({
  Containers: z.array(
    z.object({
      ContainerReference: z.string().regex(/^disk\d+$/),
      PhysicalStores: z.array(z.object({ DeviceIdentifier: z.string().regex(/^disk\d+s\d+$/) })).min(1),
    }),
  ),
});

/** macOS's containers; null when it does not tell. */
export async function readApfs(): Promise<readonly ApfsContainer[] | null> {
  try {
    const { stdout: plist } = await execa('/usr/sbin/diskutil', ['apfs', 'list', '-plist'], {
      timeout: DISKUTIL_MS,
      stdin: 'ignore',
    });
    const { stdout: json } = await execa('/usr/bin/plutil', ['-convert', 'json', '-o', '-', '-'], {
      timeout: DISKUTIL_MS,
      input: plist,
    });
    return parseApfs(json);
  } catch {
    return null;
  }
}

/** Exported for its test. Throws when the list has another form. */
export function parseApfs(json: string): readonly ApfsContainer[] {
  return listSchema.parse(JSON.parse(json)).Containers.map(({ ContainerReference, PhysicalStores }) => ({
    device: `/dev/${ContainerReference}`,
    disks: PhysicalStores.map(({ DeviceIdentifier }) => `/dev/${DeviceIdentifier.replace(/s\d+$/, '')}`),
  }));
}

/**
 * Gives a disk the mounts of the containers on it, of which drivelist knows nothing: a Mac that was started from a USB disk
 * would look like one that may be written. A container is no disk. Where macOS does not tell (`containers` null) nobody can
 * say what a disk is used for, and none may be written.
 */
export function withApfs(drives: readonly Drive[], containers: readonly ApfsContainer[] | null): readonly Drive[] {
  return drives.map((drive) => {
    if (containers === null)
      return { ...drive, uses: [...drive.uses, { kind: 'holder', device: drive.device, by: 'APFS?' }] };
    if (containers.some(({ device }) => device === drive.device)) return { ...drive, kind: 'partition' };
    const above = new Set(
      containers.filter(({ disks }) => disks.includes(drive.device)).map((container) => container.device),
    );
    const mounts = drives.filter(({ device }) => above.has(device)).flatMap((container) => container.mounts);
    return { ...drive, mounts: [...drive.mounts, ...mounts] };
  });
}
