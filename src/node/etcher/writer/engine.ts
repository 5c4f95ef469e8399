import type { FileHandle } from 'node:fs/promises';
import type { Drive as DrivelistDrive } from 'drivelist';
import type { BlockDevice } from 'etcher-sdk/build/source-destination/block-device.js';
import type { File } from 'etcher-sdk/build/source-destination/file.js';
import type { Drive } from '../../../core/drives/drive.ts';
import type { DriveAccess } from '../../../core/drives/judge.ts';
import { AppError } from '../../../core/errors/app-error.ts';
import type { DeviceIo } from '../../../writer/device.ts';

/** etcher-sdk's way to a drive while it is open, and the descriptor below it. */
export interface Engine extends DeviceIo {
  readonly fd: number;
}

/**
 * Opens a drive with etcher-sdk: on macOS unmounted (by force: the caller has seen to it that nothing is mounted), locked and
 * past the cache; on Windows its partitions are taken off with diskpart first. `raw`: by which name it is opened. It tries for
 * many minutes while the drive is busy. Rejects with what Node, diskpart or the unmounting says.
 */
export async function openBlockDevice(drive: Drive, raw: string, access: DriveAccess): Promise<Engine> {
  // Loaded when it is needed: it has native parts, and the virtual card does without them.
  const { BlockDevice } = await import('etcher-sdk/build/source-destination/block-device.js');
  const write = access === 'write';
  return openEngine(
    new BlockDevice({ drive: recordOf(drive, raw), write, direct: true, keepOriginal: !write }),
    drive.logicalBlockBytes,
  );
}

/** Opens one of etcher-sdk's, all of whose requests have to be multiples of `sectorBytes`. */
export async function openEngine(file: File | BlockDevice, sectorBytes: number): Promise<Engine> {
  await file.open();
  const handle = handleOf(file);
  const checked = (bytes: Uint8Array, offset: number): Buffer => {
    // It would read, change and write whole sectors by itself, and not tell how much of that was done.
    if (offset % sectorBytes !== 0 || bytes.byteLength % sectorBytes !== 0)
      throw new AppError('unexpected', { detail: `a request of ${bytes.byteLength} bytes at ${offset}` });
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
  return {
    fd: handle.fd,
    write: async (bytes, offset) =>
      (await file.write(checked(bytes, offset), 0, bytes.byteLength, offset)).bytesWritten,
    read: async (bytes, offset) => (await file.read(checked(bytes, offset), 0, bytes.byteLength, offset)).bytesRead,
    // libuv (fs.c) asks macOS for F_FULLFSYNC, or fsync where a device knows no such thing, and Windows for FlushFileBuffers.
    flush: () => handle.sync(),
    close: () => file.close(),
  };
}

/** etcher-sdk keeps it to itself, and has no flush of its own. */
function handleOf(file: File): FileHandle {
  const handle: unknown = Reflect.get(file, 'fileHandle');
  if (!isFileHandle(handle)) throw new AppError('unexpected', { detail: 'this etcher-sdk has no file handle' });
  return handle;
}

function isFileHandle(value: unknown): value is FileHandle {
  return typeof value === 'object' && value !== null && 'sync' in value && typeof value.sync === 'function';
}

/** A drive as etcher-sdk wants to be told of it. It reads device, raw and blockSize; the rest is there to be shown. */
function recordOf({ device, bytes, logicalBlockBytes, model, readOnly }: Drive, raw: string): DrivelistDrive {
  return {
    device,
    raw,
    blockSize: logicalBlockBytes,
    logicalBlockSize: logicalBlockBytes,
    size: bytes,
    description: model,
    isReadOnly: readOnly,
    isRemovable: true,
    isSystem: false,
    isVirtual: null,
    isSCSI: null,
    isUSB: null,
    isUAS: null,
    isCard: null,
    mountpoints: [],
    partitionTableType: null,
    busType: '',
    busVersion: null,
    devicePath: null,
    enumerator: '',
    error: null,
  };
}
