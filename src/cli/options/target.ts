import { InvalidArgumentError } from 'commander';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { FlashTargetRequest } from '../../core/flash/request.ts';
import { AppError } from '../../core/errors.ts';
import { assertFolderOf } from './folder.ts';
import { isVirtualCard } from './virtual-card.ts';

/** Windows names its drives outside of the file system: `\\.\PhysicalDrive2`. */
const WINDOWS_DEVICES = '\\\\.\\';

/**
 * What a TARGET means: a path that ends in `.img` is a virtual card of `cardBytes` (null: as long as the image), anything
 * else must be a block device. Throws AppError `target-not-found`, `folder-not-found`, `refused`.
 */
export function parseTarget(text: string, cardBytes: number | null): FlashTargetRequest {
  if (text.startsWith(WINDOWS_DEVICES)) return { kind: 'drive', path: text };
  const path = resolve(text);
  if (isVirtualCard(text)) {
    assertCardPath(text, path);
    return { kind: 'file', path, cardBytes, exists: existsSync(path) };
  }
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isBlockDevice()) return { kind: 'drive', path };
  if (stats?.isDirectory()) throw new AppError('target-not-found', { device: text, reason: 'folder' });
  // Who names a file has a virtual card in mind, not a drive.
  const isFileName = stats?.isFile() ?? extname(text) !== '';
  throw new AppError('target-not-found', { device: text, reason: isFileName ? 'name' : null });
}

/** The writer refuses these, too, but only when the image has been opened. */
function assertCardPath(text: string, path: string): void {
  assertFolderOf(text);
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw new AppError('refused', { device: text, reason: 'folder' });
  if (stats?.isSymbolicLink()) throw new AppError('refused', { device: text, reason: 'link' });
}

/** Whether something may be lost on a target, so that somebody has to say yes. */
export function needsYes(target: FlashTargetRequest): boolean {
  return target.kind === 'drive' || target.exists;
}

/** Adds one more `--to` to those before. For commander: throws its InvalidArgumentError. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  if (text.trim() === '') throw new InvalidArgumentError('Give a drive, or a path that ends in .img.');
  return [...before, text];
}
