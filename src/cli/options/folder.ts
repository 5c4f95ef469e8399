import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';

/** Checks, before any work is done, that a file can be made where it was named. Throws AppError `folder-not-found`. */
export function assertFolderOf(file: string): void {
  const stats = statSync(dirname(file), { throwIfNoEntry: false });
  if (!stats?.isDirectory()) throw new AppError('folder-not-found', { device: file, folder: dirname(file) });
}
