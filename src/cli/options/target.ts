import { InvalidArgumentError } from 'commander';
import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { FlashTargetRequest } from '../../core/flash/request.ts';
import { cardTarget } from '../../node/card-target.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { isVirtualCard } from '../../core/drives/virtual-card.ts';

/** Windows names its drives outside of the file system: `\\.\PhysicalDrive2`. */
const WINDOWS_DEVICES = '\\\\.\\';

/**
 * What a TARGET means: a path that ends in `.img` is a virtual card of `cardBytes` (null: as long as the image), anything
 * else must be a block device. Throws AppError `target-not-found`, `folder-not-found`, `refused`.
 */
export function parseTarget(text: string, cardBytes: number | null): FlashTargetRequest {
  if (text.startsWith(WINDOWS_DEVICES)) return { kind: 'drive', path: text };
  const path = resolve(text);
  if (isVirtualCard(text)) return cardTarget(text, cardBytes);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isBlockDevice()) return { kind: 'drive', path };
  if (stats?.isDirectory()) throw new AppError('target-not-found', { device: text, reason: 'folder' });
  // Who names a file has a virtual card in mind, not a drive.
  const isFileName = stats?.isFile() ?? extname(text) !== '';
  throw new AppError('target-not-found', { device: text, reason: isFileName ? 'name' : null });
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
