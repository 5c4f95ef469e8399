import { checkDrive } from './check.ts';
import type { DriveHost } from './drive-host.ts';
import { letGo } from './let-go.ts';
import { openDrive } from './open-drive.ts';
import { unmountAll } from './unmount.ts';

/** Linux: facts from sysfs and /proc, O_DIRECT and O_EXCL, nothing but Node. */
export const linuxHost: DriveHost = {
  root: process.getuid?.() === 0,
  openErases: false,
  check: checkDrive,
  unmount: unmountAll,
  open: openDrive,
  letGo,
};
