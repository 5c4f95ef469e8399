import { AppError } from '../../core/errors.ts';
import type { Drive } from '../../core/drives/drive.ts';
import { driveOfRecord } from './drive-of-record.ts';
import { readDrivelist } from './drivelist-records.ts';
import type { DrivesPlatform } from './platform.ts';

/** macOS and Windows: what drivelist says is all that is known. */
export const drivelistPlatform: DrivesPlatform = {
  listAll,
  inspect: async (device) => (await listAll()).find((drive) => drive.device === device) ?? null,
  fingerprint: null,
};

async function listAll(): Promise<readonly Drive[]> {
  const records = await readDrivelist();
  if (records === null) throw new AppError('unexpected', { detail: 'drivelist is not installed or does not answer' });
  return records.map(driveOfRecord);
}
