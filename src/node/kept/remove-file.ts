import { lstat, unlink } from 'node:fs/promises';
import { orNull } from './working.ts';

const BLOCK_BYTES = 512;

/** Removes a file, or a link and not what it leads to. Resolves to the bytes that are free now; 0 when it is not there. */
export async function removeFile(path: string): Promise<number> {
  const stats = await orNull(lstat(path));
  if (stats) await orNull(unlink(path));
  return stats ? stats.blocks * BLOCK_BYTES : 0;
}
