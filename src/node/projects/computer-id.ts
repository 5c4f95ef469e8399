import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { dataFolder } from '../data-folder.ts';
import { errnoOf } from '../errno.ts';

const ID = /^[0-9a-f]{32}\n$/;

/**
 * What tells this person's computer from others, on a machine where several build by the same account: made once and kept.
 * Its name would not do, which on a laptop changes with the network; it stands in where nothing can be kept.
 */
export async function computerId(file = join(dataFolder(), 'computer-id')): Promise<string> {
  const known = await readId(file);
  if (known !== null) return known;
  const made = randomBytes(16).toString('hex');
  const draft = `${file}-${made.slice(0, 12)}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(draft, `${made}\n`, { mode: 0o600, flag: 'wx' });
    return (await place(draft, file)) ?? made;
  } catch {
    return hostname();
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** Gives a draft its name, whole; resolves to the one that another call has put there before. */
async function place(draft: string, file: string): Promise<string | null> {
  try {
    await link(draft, file);
    return null;
  } catch (error) {
    const theirs = await readId(file);
    if (theirs !== null) return theirs;
    // What is there is no use to anybody; and not every file system knows a second name for a file.
    if (errnoOf(error) === 'ENOENT') throw error;
    await rename(draft, file);
    return null;
  }
}

async function readId(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return ID.test(text) ? text.trim() : null;
}
