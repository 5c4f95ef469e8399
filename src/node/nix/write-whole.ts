import { link, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { errnoOf } from '../errno.ts';
import { partialName, removePartials } from './partials.ts';

/**
 * Makes a file that must not exist yet: `fill` makes it under a name for temporary use beside it, and it gets its own when
 * all of it is on the disk. What is left of it goes on an error, and after a crash with the next call for the same file.
 * Throws AppError `target-exists`, and what `fill` and the file system throw.
 */
export async function writeWhole(to: string, fill: (partial: string) => Promise<void>): Promise<void> {
  await assertFree(to);
  await removePartials(dirname(to), basename(to));
  const partial = partialName(to);
  try {
    await fill(partial);
  } catch (error) {
    // Then it is another's, who makes the same file in this process.
    if (errnoOf(error) !== 'EEXIST') await rm(partial, { force: true });
    throw error;
  }
  try {
    await sync(partial);
    await giveName(partial, to);
  } finally {
    await rm(partial, { force: true });
  }
}

async function assertFree(path: string): Promise<void> {
  try {
    await lstat(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return;
    throw error;
  }
  throw new AppError('target-exists', { device: path });
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives a file its name, but never one that is taken: `rename` would replace what is there. */
async function giveName(partial: string, to: string): Promise<void> {
  try {
    await link(partial, to);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw new AppError('target-exists', { device: to }, { cause: error });
    // FAT knows no second name of a file. What comes to be there between these two lines is replaced: nothing else keeps
    // that from happening but an empty file of this name, which a crash would leave in the place of an image.
    await assertFree(to);
    await rename(partial, to);
  }
}
