import { readFileSync, readlinkSync, statSync, type Stats } from 'node:fs';
import { kernelName } from '../core/drives/drive.ts';
import { AppError } from '../core/errors/app-error.ts';
import type { ErrorCode } from '../core/errors/causes.ts';

export type Operation = 'open' | 'read' | 'write' | 'flush';

/**
 * What an errno of a block device means for the person who holds the card. Seen on real kernels with drives that were
 * pulled out, locked or broken: a write to a drive that is gone says ENODEV, ENXIO, EIO or even ENOSPC, so "gone" is
 * decided by the device node, not by the number alone.
 */
const CAUSES: Readonly<Record<string, ErrorCode>> = {
  ENODEV: 'drive-lost',
  ENXIO: 'drive-lost',
  ENOMEDIUM: 'drive-lost',
  ESHUTDOWN: 'drive-lost',
  ENOENT: 'drive-lost',
  EROFS: 'drive-read-only',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  EBUSY: 'drive-in-use',
  EIO: 'bad-sector',
  EREMOTEIO: 'bad-sector',
  EBADMSG: 'bad-sector',
  EILSEQ: 'bad-sector',
  ENOSPC: 'drive-full',
  EFBIG: 'drive-full',
  EDQUOT: 'drive-full',
};

export function errnoOf(thrown: unknown): string {
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return 'unknown';
}

/** The AppError of a failed request at `offset` (bytes; null where there is none, as for a flush). */
export function causeOf(
  thrown: unknown,
  device: string,
  operation: Operation,
  offset: number | null,
  sys = '/sys',
): AppError {
  if (thrown instanceof AppError) return thrown;
  const errno = errnoOf(thrown);
  const code = isGone(device, errno, sys)
    ? 'drive-lost'
    : isLocked(device, operation, errno)
      ? 'drive-read-only'
      : (CAUSES[errno] ?? 'io-error');
  return new AppError(code, { device, operation, errno, offset }, { cause: thrown });
}

/**
 * A drive is written only when the image fits, so none is ever full: Linux first sets the size of one that was pulled out
 * to nothing, which makes every write ENOSPC, and takes its node away a moment later. What can be full is that in which
 * something lies that only looks like a drive: a card in /dev/shm, a loop device, a thin volume.
 */
function isGone(device: string, errno: string, sys: string): boolean {
  if (!device.startsWith('/dev/')) return false;
  const node = lookAt(device);
  if (node === 'gone') return true;
  return errno === 'ENOSPC' && !(node !== 'unknown' && node.isFile()) && !isVirtual(device, sys);
}

/** `unknown` where it cannot be looked at: that says nothing about the drive. */
function lookAt(device: string): Stats | 'gone' | 'unknown' {
  try {
    return statSync(device, { throwIfNoEntry: false }) ?? 'gone';
  } catch {
    return 'unknown';
  }
}

/** Whether Linux has made it up, and it still has a size; on other systems nothing is. */
function isVirtual(device: string, sys: string): boolean {
  const block = `${sys}/class/block/${kernelName(device)}`;
  try {
    return readlinkSync(block).includes('/devices/virtual/') && Number(readFileSync(`${block}/size`, 'utf8')) !== 0;
  } catch {
    return false;
  }
}

/** Linux answers a write to a drive that has become read-only after it was opened with EPERM, not with EROFS (block/fops.c). */
function isLocked(device: string, operation: Operation, errno: string): boolean {
  return errno === 'EPERM' && operation === 'write' && device.startsWith('/dev/');
}

/** A request that moved fewer bytes than asked: on a block device that is an error, not something to go on from. */
export function shortTransfer(
  device: string,
  operation: Operation,
  offset: number,
  wanted: number,
  got: number,
): AppError {
  return new AppError('io-error', { device, operation, errno: `short: ${got} of ${wanted} bytes`, offset });
}
