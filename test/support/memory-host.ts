import type { Device } from '../../src/writer/device.ts';
import type { DriveHost } from '../../src/writer/drive-host.ts';
import { aDrive } from '../core/drives/a-drive.ts';

/** A computer with one drive, against which nothing is to be said. */
export function memoryHost(device: Device): DriveHost {
  return {
    root: true,
    openErases: false,
    check: () => Promise.resolve(aDrive({ device: device.path, bytes: device.bytes })),
    unmount: () => Promise.resolve([]),
    open: () => Promise.resolve(device),
    letGo: () => Promise.resolve(false),
  };
}
