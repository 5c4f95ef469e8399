import { fstatSync, statSync } from 'node:fs';
import type { Drive } from '../core/drives/drive.ts';
import type { DriveAccess, JudgedImage } from '../core/drives/judge.ts';
import { AppError } from '../core/errors/app-error.ts';
import { deviceNumber, LINUX } from '../linux/env.ts';
import { readDrive, readDriveByNumber } from '../linux/read-drive.ts';
import type { DriveTarget } from '../contract/writer.ts';
import { assertAllowed } from './allow.ts';

/**
 * Judges a drive as root, on facts read now, whatever the other side believes: the same rules as in the app, but on
 * another trust level. `image` is null where none is written. Returns the facts; throws AppError `refused`, `drive-changed`
 * or `drive-lost`.
 */
export async function checkDrive(
  target: DriveTarget,
  image: JudgedImage | null,
  access: DriveAccess = 'write',
): Promise<Drive> {
  const stats = statSync(target.path, { throwIfNoEntry: false });
  if (stats && !stats.isBlockDevice()) throw new AppError('refused', { device: target.path, reason: 'not-whole-disk' });
  return assertAllowed({ ...target, access }, image, await readDrive(target.path, LINUX));
}

/** The same for a drive that is open already, found by the device number of its descriptor. */
export async function checkOpenDrive(
  target: DriveTarget,
  image: JudgedImage | null,
  fd: number,
  access: DriveAccess = 'write',
): Promise<Drive> {
  const stats = fstatSync(fd, { bigint: true });
  if (!stats.isBlockDevice()) throw new AppError('refused', { device: target.path, reason: 'not-whole-disk' });
  const drive = await readDriveByNumber(deviceNumber(stats.rdev), LINUX);
  return assertAllowed({ ...target, access }, image, drive);
}
