import { fstatSync } from 'node:fs';
import type { DriveTarget, WriterTarget } from '../contract/writer.ts';
import type { Drive } from '../core/drives/drive.ts';

/** What was written, and of a virtual card which file that was. */
const written = new Map<string, string | null>();

/** Notes that this session has written the target to its end: what is on it is no secret to the other side. */
export function noteWritten(target: WriterTarget, fileId: string | null): void {
  written.set(keyOf(target), fileId);
}

/** Whether this session has written it; another card in the same reader is another drive, where the kernel tells. */
export function wasWritten(target: WriterTarget): boolean {
  return written.has(keyOf(target));
}

/** Whether the open file is the very one that was written by this name, and not one that has taken its place since. */
export function isWrittenFile(target: WriterTarget, fd: number): boolean {
  return written.get(keyOf(target)) === fileIdOf(fd);
}

/**
 * Whether it is beyond doubt that the medium in the drive is the one that was agreed on: only `diskseq` (Linux 5.15) tells
 * one card of a reader from the next.
 */
export function isSurelySame(target: DriveTarget, drive: Drive): boolean {
  return target.diskseq !== null && target.diskseq === drive.diskseq;
}

/** What makes a file known again. An inode number alone may be that of a later file. */
export function fileIdOf(fd: number): string {
  const { dev, ino, birthtimeNs } = fstatSync(fd, { bigint: true });
  return [dev, ino, birthtimeNs].join(':');
}

function keyOf(target: WriterTarget): string {
  if (target.kind === 'file') return JSON.stringify([target.path]);
  const { path, bytes, serial, diskseq } = target;
  return JSON.stringify([path, bytes, serial, diskseq]);
}
