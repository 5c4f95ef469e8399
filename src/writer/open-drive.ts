import { close, constants, open } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { DriveTarget } from '../contract/writer.ts';
import type { Drive } from '../core/drives/drive.ts';
import { kernelName } from '../core/drives/drive.ts';
import type { DriveAccess, JudgedImage } from '../core/drives/judge.ts';
import type { AbortSwitch } from './abort.ts';
import { causeOf } from './causes.ts';
import { checkOpenDrive } from './check.ts';
import { createDevice, type Device } from './device.ts';
import { driveIo } from './drive-io.ts';
import { runProgram } from './programs.ts';

// Not on the event loop: the open of a drive that is dying can take minutes, and the others must go on.
const openAsync = promisify(open);
const closeAsync = promisify(close);

/**
 * Opens a whole block device that has been checked and unmounted: exclusively, past this computer's caches, and proves
 * that what was opened is what was checked. The rules are asked once more after the open, for whatever happened between.
 */
export async function openDrive(
  target: DriveTarget,
  image: JudgedImage | null,
  abort: AbortSwitch,
  access: DriveAccess = 'write',
): Promise<Device> {
  abort.check();
  const fd = await openExclusive(target.path, access);
  try {
    const drive = await checkOpenDrive(target, image, fd, access);
    // Keeps udev from probing (and desktops from mounting) while we write; a computer without flock(1) goes without.
    if (access === 'write') await runProgram('flock', ['-x', '-n', '3'], { fd });
    return createDevice(
      {
        path: target.path,
        fd,
        bytes: drive.bytes,
        sectorBytes: drive.logicalBlockBytes,
        direct: await readsTheMedium(drive),
        isFile: false,
      },
      abort,
      driveIo(target.path, fd),
    );
  } catch (error) {
    await closeAsync(fd);
    throw error;
  }
}

/** O_EXCL on a block device: EBUSY while it or a partition of it is mounted, swapped on or held, in any namespace. */
function openExclusive(path: string, access: DriveAccess): Promise<number> {
  const mode = access === 'write' ? constants.O_RDWR | constants.O_EXCL : constants.O_RDONLY;
  return openAsync(path, mode | constants.O_DIRECT | constants.O_NOFOLLOW).catch((thrown: unknown) => {
    throw causeOf(thrown, path, 'open', null);
  });
}

/** A loop device without direct I/O answers O_DIRECT reads from the page cache of its backing file. */
async function readsTheMedium(drive: Drive): Promise<boolean> {
  if (drive.kind !== 'loop') return true;
  const dio = await readFile(`/sys/block/${kernelName(drive.device)}/loop/dio`, 'utf8').catch(() => '0');
  return dio.trim() === '1';
}
