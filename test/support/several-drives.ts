import { createDevice } from '../../src/writer/device.ts';
import type { DriveHost } from '../../src/writer/drive-host.ts';
import { aDrive } from '../core/drives/a-drive.ts';
import { driveTarget, type DriveTarget } from './headers.ts';
import { memoryDevice, type MemoryDevice, type MemoryDeviceOptions } from './memory-device.ts';

/** A computer with several drives in memory, each behind the writer's own `Device`: its abort, its waits, its close. */
export interface SeveralDrives {
  readonly host: DriveHost;
  readonly targets: readonly DriveTarget[];
  readonly drives: readonly MemoryDevice[];
}

/** Each of `bytes`; `behave` says what becomes of its requests, by its place in the list. */
export function severalDrives(
  bytes: number,
  behave: readonly NonNullable<MemoryDeviceOptions['before']>[],
  host: Partial<DriveHost> = {},
): SeveralDrives {
  const drives = behave.map((before, at) => memoryDevice({ path: newPath(at), bytes, before }));
  const driveAt = (path: string): MemoryDevice => {
    const found = drives.find((drive) => drive.path === path);
    if (!found) throw new Error(`there is no ${path}`);
    return found;
  };
  return {
    drives,
    targets: drives.map(({ path }) => driveTarget(path, bytes)),
    host: {
      root: true,
      openErases: false,
      check: ({ path }) => Promise.resolve(aDrive({ device: path, bytes })),
      unmount: () => Promise.resolve([]),
      letGo: () => Promise.resolve(false),
      open: ({ path }, _image, abort) => {
        const drive = driveAt(path);
        const moved = async (request: Promise<void>, buffer: Uint8Array): Promise<number> => {
          await request;
          return buffer.byteLength;
        };
        const io = {
          write: (buffer: Uint8Array, offset: number) => moved(drive.write(buffer, offset), buffer),
          read: (buffer: Uint8Array, offset: number) => moved(drive.read(buffer, offset), buffer),
          flush: () => drive.flush(),
          close: () => drive.close(),
        };
        const facts = { path, fd: drive.fd, bytes, sectorBytes: drive.sectorBytes, direct: true, isFile: false };
        return Promise.resolve(createDevice(facts, abort, io));
      },
      ...host,
    },
  };
}

let made = 0;

/** Another one in each test: the writer remembers which drives it has not let go of yet. */
function newPath(at: number): string {
  return `/memory/${made++}-${at}`;
}
