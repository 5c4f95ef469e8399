import { createHash, randomBytes } from 'node:crypto';
import { copyFile, link, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { errnoOf } from '../errno.ts';

/** Everybody may read a project, and its owner write: there is no secret in it. The umask has its say. */
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;

/** SHA-256 of a text, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Does something with files, and tells what goes wrong with them as AppError `project-write-failed`. */
export async function writing<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('project-write-failed', { path, reason: errnoOf(error) ?? String(error) }, { cause: error });
  }
}

/** Writes files below a folder that is new and ours, with the folders that they need. */
export async function layDown(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: FOLDER_MODE });
    await writeFile(join(folder, path), text, { mode: FILE_MODE, flag: 'wx' });
  }
}

/**
 * Writes files of a folder that may be there already: all of them beside their places first, then each renamed to its
 * place, so that no file is ever half written. When one cannot be written, those that were get their old texts back. A link
 * that leads out of the folder is refused (AppError `project-file-outside`). Throws AppError `project-write-failed`.
 */
export async function replaceFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const moves: Move[] = [];
  try {
    for (const [path, text] of files) {
      const to = join(folder, path);
      await writing(to, async () => {
        await mkdir(dirname(to), { recursive: true, mode: FOLDER_MODE });
        await assertInside(folder, path);
        const from = join(dirname(to), `.nixberry-${randomBytes(6).toString('hex')}`);
        const move: Move = { from, to, old: `${from}-old`, wasThere: false };
        moves.push(move);
        await writeFile(from, text, { mode: FILE_MODE, flag: 'wx' });
        move.wasThere = await keep(to, move.old);
      });
    }
    await moveAll(moves);
  } finally {
    for (const { from, old } of moves) for (const file of [from, old]) await rm(file, { force: true });
  }
}

interface Move {
  readonly from: string;
  readonly to: string;
  /** A second name, or a copy, of what is in the place. */
  readonly old: string;
  wasThere: boolean;
}

async function moveAll(moves: readonly Move[]): Promise<void> {
  const moved: Move[] = [];
  try {
    for (const move of moves) {
      await writing(move.to, () => rename(move.from, move.to));
      moved.push(move);
    }
  } catch (error) {
    for (const { to, old, wasThere } of moved.reverse())
      // What cannot be put back does not keep the others from it.
      await (wasThere ? rename(old, to) : rm(to, { force: true })).catch(() => undefined);
    throw error;
  }
}

/** Whether there was anything to keep. */
async function keep(file: string, as: string): Promise<boolean> {
  try {
    // Not every file system knows a second name for a file.
    await link(file, as).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') throw error;
      return copyFile(file, as);
    });
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Throws AppError `project-file-outside` when a link leads out of the folder on the way to the path. */
export async function assertInside(folder: string, path: string): Promise<void> {
  const [root, parent] = [await realpath(folder), await realpath(dirname(join(folder, path)))];
  if (parent !== root && !parent.startsWith(root.endsWith(sep) ? root : root + sep))
    throw new AppError('project-file-outside', { path });
}
