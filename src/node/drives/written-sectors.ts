import { kernelName, type Drive } from '../../core/drives/drive.ts';
import { LINUX, type LinuxEnv } from '../../linux/env.ts';
import { readAttribute } from '../../linux/read.ts';

/** "write sectors", by the kernel's Documentation/block/stat.rst; those of its partitions are counted in. */
const WRITE_SECTORS_FIELD = 7;

/**
 * How many sectors of 512 bytes have been written to this drive since it is there, by whatever program; null where the
 * kernel does not say. What a program has written and the kernel still holds back is counted when it goes to the drive.
 */
export function writtenSectors({ device }: Pick<Drive, 'device'>, env: Pick<LinuxEnv, 'sys'> = LINUX): number | null {
  const fields = readAttribute(`${env.sys}/class/block/${kernelName(device)}/stat`)?.split(/\s+/) ?? [];
  const sectors = Number(fields[WRITE_SECTORS_FIELD - 1] ?? NaN);
  return Number.isSafeInteger(sectors) ? sectors : null;
}
