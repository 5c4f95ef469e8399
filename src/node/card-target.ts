import { lstatSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../core/errors/app-error.ts';
import type { FlashTargetRequest } from '../core/flash/request.ts';

/**
 * A virtual card at a path, as the flash job wants it; `cardBytes`: null for the image's length. `text`: what errors call
 * it. The writer refuses these, too, but only when the image has been opened. Throws AppError `folder-not-found`, `refused`.
 */
export function cardTarget(
  text: string,
  cardBytes: number | null,
): Extract<FlashTargetRequest, { readonly kind: 'file' }> {
  const path = resolve(text);
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  if (!folder?.isDirectory()) throw new AppError('folder-not-found', { device: text, folder: dirname(text) });
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw new AppError('refused', { device: text, reason: 'folder' });
  if (stats?.isSymbolicLink()) throw new AppError('refused', { device: text, reason: 'link' });
  if (stats && !stats.isFile()) throw new AppError('refused', { device: text, reason: 'not-a-plain-file' });
  return { kind: 'file', path, cardBytes, exists: stats !== undefined };
}
