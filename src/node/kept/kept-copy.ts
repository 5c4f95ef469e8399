import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptPort } from '../../core/kept/ports.ts';
import { copyId, type KeptImage } from '../../core/kept/record.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { hashFile } from '../nix/hash-file.ts';
import { orNull, working } from './working.ts';

/**
 * The name of the copy of an image that is in the folder already, whole and as it was built; null where there is none. It may
 * be one that no record names: of a process that was killed as it had just come. Throws AppError `images-folder`, `cancelled`.
 */
export function findCopy(image: KeptImage, folder: string, signal: CancelSignal): Promise<string | null> {
  return working(folder, async () => {
    for (const name of (await orNull(readdir(folder))) ?? []) {
      if (copyId(name) === image.id && (await isCopy(join(folder, name), image, signal))) return name;
    }
    return null;
  });
}

/** Whether a file is an image, by its length and SHA-256. */
export async function isCopy(path: string, { bytes, sha256 }: KeptImage, signal: CancelSignal): Promise<boolean> {
  const stats = await orNull(lstat(path));
  return stats?.isFile() === true && stats.size === bytes && (await hashFile(path, signal)) === sha256;
}

/** Writes the name of its copy into the record of an image, should it still be kept. Throws as `KeptPort.exclusive` and `write`. */
export function noteCopy(kept: KeptPort, id: string, file: string, signal: CancelSignal): Promise<void> {
  return kept.exclusive(async () => {
    const now = await kept.read(id);
    if (now !== null && now.file !== file) await kept.write({ ...now, file });
  }, signal);
}
