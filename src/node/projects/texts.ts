import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { errnoOf } from '../errno.ts';
import { writing } from './files.ts';

/** An illegal sequence of bytes, as the C library calls it. */
const NOT_UTF8 = 'EILSEQ';

/** The text of a file. Throws what `readFile` does, and an error with the code `NOT_UTF8` where bytes are no UTF-8. */
export async function readUtf8(file: string): Promise<string> {
  const bytes = await readFile(file);
  if (!isUtf8(bytes)) throw Object.assign(new Error(NOT_UTF8), { code: NOT_UTF8 });
  return bytes.toString('utf8');
}

/** The texts of those files that are there. Throws AppError `project-write-failed` for one that cannot be read. */
export async function readTexts(folder: string, paths: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const path of paths) {
    const text = await writing(path, () =>
      readFile(join(folder, path), 'utf8').catch((error: unknown) => {
        if (errnoOf(error) === 'ENOENT') return null;
        throw error;
      }),
    );
    if (text !== null) texts.set(path, text);
  }
  return texts;
}

/**
 * Throws AppError `project-changed` when a file is no longer as it was when somebody was asked about it; null stands for one
 * that was not there.
 */
export async function assertUnchanged(folder: string, seen: ReadonlyMap<string, string | null>): Promise<void> {
  const now = await readTexts(folder, seen.keys());
  for (const [file, text] of seen)
    if ((now.get(file) ?? null) !== text) throw new AppError('project-changed', { file, folder });
}
