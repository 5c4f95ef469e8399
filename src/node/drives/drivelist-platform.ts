import { AppError } from '../../core/errors/app-error.ts';
import type { Drive } from '../../core/drives/drive.ts';
import { readApfs, withApfs } from './apfs.ts';
import { driveOfRecord } from './drive-of-record.ts';
import { readDrivelist } from './drivelist-records.ts';
import type { DrivesPlatform } from './platform.ts';

/** macOS and Windows: what drivelist says is all that is known, but for what lies on a disk of a Mac. */
export const drivelistPlatform: DrivesPlatform = {
  listAll,
  inspect: async (device) => (await listAll()).find((drive) => drive.device === device) ?? null,
  fingerprint: null,
};

async function listAll(): Promise<readonly Drive[]> {
  const records = await readDrivelist();
  if (records === null) throw new AppError('unexpected', { detail: 'drivelist is not installed or does not answer' });
  const drives = records.map(driveOfRecord);
  return process.platform === 'darwin' ? withApfs(drives, await readApfs()) : drives;
}
