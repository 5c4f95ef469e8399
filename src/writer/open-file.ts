import { closeSync, constants, fchmodSync, fstatSync, lstatSync, openSync, statSync, unlinkSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { AppError } from '../core/errors/app-error.ts';
import type { WriterTarget } from '../contract/writer.ts';
import type { AbortSwitch } from './abort.ts';
import { causeOf, errnoOf } from './causes.ts';
import { createDevice, type Device } from './device.ts';

export type FileTarget = Extract<WriterTarget, { kind: 'file' }>;

/** Block sizes of disks never exceed a page; a virtual card is written in pages and cut to length at the end. */
const FILE_SECTOR_BYTES = 4096;
/** File systems that take O_DIRECT and may mean nothing by it (statfs(2) magic numbers). */
const PRETENDERS = new Set([
  0x01021994, // tmpfs
  0x858458f6, // ramfs
  0x794c7630, // overlayfs: as true as what lies below, which may be tmpfs
  0x2fc12fc1, // ZFS: ignored it before 2.3
]);
/** Only Linux has it; elsewhere Node leaves it out of its constants, and what is read may come from a cache. */
const HAS_DIRECT_IO = 'O_DIRECT' in constants;
/** Set by the program that gave us root's rights, and not by who asked for them. */
const ELEVATED_FOR = ['SUDO_UID', 'PKEXEC_UID', 'DOAS_USER'] as const;

/**
 * Opens a virtual card: a new regular file, or an existing one that the person agreed to overwrite. Symbolic links are
 * refused. With root's rights that somebody else asked for no file is opened at all: they were given for drives, and any
 * file of the system could be named here. Root's own cards do not go into folders of others: between a check and an open
 * something could be swapped there. A card that something is laid into is for its owner's eyes alone, from the first byte
 * on: it may carry a seed. Throws AppError `target-exists`, `permission-denied`, `refused`.
 */
export async function openFile(
  target: FileTarget,
  imageBytes: number | null,
  abort: AbortSwitch,
): Promise<{ device: Device; cardBytes: number | null }> {
  abort.check();
  // The contract knows the absolute paths of every system; another one's are none here.
  if (!isAbsolute(target.path)) throw new AppError('usage', { detail: 'the path of a virtual card must be absolute' });
  assertNotElevated(target.path);
  assertFolder(target.path);
  const cardBytes = target.cardBytes ?? imageBytes;
  if (cardBytes !== null && imageBytes !== null && imageBytes > cardBytes)
    throw new AppError('image-too-large', { device: target.path, imageBytes, driveBytes: cardBytes });

  const { type } = await statfs(dirname(target.path)).catch((thrown: unknown) => {
    throw causeOf(thrown, target.path, 'open', null);
  });
  const opened = open(target);
  const device = createDevice(
    {
      path: target.path,
      fd: opened.fd,
      bytes: cardBytes ?? Infinity,
      sectorBytes: FILE_SECTOR_BYTES,
      direct: HAS_DIRECT_IO && opened.direct && !PRETENDERS.has(type),
      isFile: true,
    },
    abort,
  );
  return { device, cardBytes };
}

/** Takes everything off a virtual card: an old one's bytes must not shine through the holes of the new one. */
export async function emptyCard(device: Device, cardBytes: number | null): Promise<void> {
  await device.truncate(0);
  if (cardBytes !== null) await device.truncate(cardBytes);
}

function open(target: FileTarget): { fd: number; direct: boolean } {
  const exists = lstatSync(target.path, { throwIfNoEntry: false });
  if (exists && !exists.isFile()) throw new AppError('refused', { device: target.path, reason: 'not-a-plain-file' });
  if (exists && !target.overwrite) throw new AppError('target-exists', { device: target.path });
  const create = exists ? 0 : constants.O_CREAT | constants.O_EXCL;
  const flags = constants.O_RDWR | constants.O_NOFOLLOW | create;
  const hasSecrets = target.overlays.length > 0;
  for (const direct of [true, false]) {
    try {
      const fd = openSync(target.path, flags | (direct ? constants.O_DIRECT : 0), hasSecrets ? 0o600 : 0o644);
      assertOwnFile(fd, target.path);
      if (hasSecrets) hideFromOthers(fd);
      return { fd, direct };
    } catch (thrown) {
      // A file system without direct I/O says EINVAL; by then O_CREAT has made the file.
      if (!direct || errnoOf(thrown) !== 'EINVAL') throw causeOf(thrown, target.path, 'open', null);
      if (create) unlinkSync(target.path);
    }
  }
  throw new AppError('unexpected', { detail: `could not open ${target.path}` });
}

/** What was readable for others as an old card must not be so as a new one. */
function hideFromOthers(fd: number): void {
  const { mode, uid } = fstatSync(fd);
  if ((mode & 0o077) === 0) return;
  try {
    fchmodSync(fd, mode & 0o700);
  } catch (thrown) {
    // The owner is refused only by a file system without modes (vfat): who may read there is a matter of the mount.
    if (uid === process.getuid?.()) return;
    closeSync(fd);
    throw thrown;
  }
}

function assertOwnFile(fd: number, path: string): void {
  const file = fstatSync(fd);
  // In a folder like /tmp somebody else may have put a file, or a second name for one, where root is about to write.
  const isForeign = process.getuid?.() === 0 && (file.uid !== 0 || file.nlink > 1);
  if (file.isFile() && !isForeign) return;
  closeSync(fd);
  if (!file.isFile()) throw new AppError('refused', { device: path, reason: 'not-a-plain-file' });
  throw new AppError('permission-denied', { device: path, operation: 'open', errno: 'file of another user' });
}

function assertNotElevated(path: string): void {
  if (process.getuid?.() === 0 && ELEVATED_FOR.some((name) => process.env[name] !== undefined))
    throw new AppError('permission-denied', { device: path, operation: 'open', errno: 'no files as root' });
}

function assertFolder(path: string): void {
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  if (!folder) throw new AppError('target-not-found', { device: path });
  if (process.getuid?.() === 0 && folder.uid !== 0)
    throw new AppError('permission-denied', { device: path, operation: 'open', errno: 'folder of another user' });
}
