import { fstatSync, statSync } from 'node:fs';
import type { Drive } from '../core/drives/drive.ts';
import { judge, type DriveAccess, type JudgedImage, type JudgeOptions } from '../core/drives/judge.ts';
import { AppError } from '../core/errors.ts';
import { deviceNumber, LINUX } from '../linux/env.ts';
import { readDrive, readDriveByNumber } from '../linux/read-drive.ts';
import type { DriveTarget } from '../contract/writer.ts';

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

function assertAllowed(target: DriveTarget & JudgeOptions, image: JudgedImage | null, drive: Drive | null): Drive {
  if (drive === null) throw new AppError('drive-lost', { device: target.path, operation: 'open' });
  assertSame(target, drive);
  const [refusal] = judge(drive, image, target).refusals;
  if (refusal) throw new AppError('refused', { ...refusal.facts, device: target.path, reason: refusal.code });
  return drive;
}

/** The drive that the person said yes to is this one: two cards in one reader may differ in nothing but `diskseq`. */
function assertSame(target: DriveTarget, drive: Drive): void {
  const changed = (what: string, expected: string | number, found: string | number): AppError =>
    new AppError('drive-changed', { device: target.path, what, expected, found });
  // By its own name only: a link could lead somewhere else by the time it is opened.
  if (drive.device !== target.path) throw changed('path', target.path, drive.device);
  if (drive.bytes !== target.bytes) throw changed('bytes', target.bytes, drive.bytes);
  if (drive.serial !== target.serial) throw changed('serial', target.serial ?? '', drive.serial ?? '');
  if (target.diskseq !== null && drive.diskseq !== null && drive.diskseq !== target.diskseq)
    throw changed('diskseq', target.diskseq, drive.diskseq);
}
