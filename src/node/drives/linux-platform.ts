import { withFileSystems } from '../../core/drives/file-systems.ts';
import { LINUX } from '../../linux/env.ts';
import { drivesFingerprint } from '../../linux/fingerprint.ts';
import { listDisks, readDrive } from '../../linux/read-drive.ts';
import { readZfsPools } from '../../linux/zfs.ts';
import { knownFileSystems } from './content.ts';
import { driveOfRecord } from './drive-of-record.ts';
import { readDrivelist } from './drivelist-records.ts';
import { readFileSystems } from './lsblk.ts';
import type { DrivesPlatform } from './platform.ts';

/**
 * Linux: drivelist names the drives, our own reading of the kernel says what they are and who uses them and adds what
 * drivelist hides (loop devices, RAM), lsblk (or blkid) what is on them. Without drivelist nothing is missing.
 */
export const linuxPlatform: DrivesPlatform = {
  listAll: async () => {
    const [records, disks, listed] = await Promise.all([readDrivelist(), listDisks(LINUX), readFileSystems()]);
    const systems = await knownFileSystems(listed, disks, LINUX);
    const known = new Set(disks.map(({ device }) => device));
    // Nobody has judged what only drivelist sees: it is shown, and refused.
    const unknown = (records ?? []).filter(({ device }) => !known.has(device));
    return [
      ...disks.map((drive) => withFileSystems(drive, systems, readZfsPools(LINUX))),
      ...unknown.map((record) => driveOfRecord({ ...record, isSystem: true })),
    ];
  },
  inspect: async (device) => {
    const [drive, listed] = await Promise.all([readDrive(device, LINUX), readFileSystems(device)]);
    return drive && withFileSystems(drive, await knownFileSystems(listed, [drive], LINUX), readZfsPools(LINUX));
  },
  fingerprint: () => drivesFingerprint(LINUX),
};
