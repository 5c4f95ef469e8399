import type { Stats } from 'node:fs';
import { lstat, readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { errnoOf } from '../errno.ts';
import { listTracked } from './git.ts';
import type { LocalSource } from './local-source.ts';

/** Something of a project; `path` has `/` between its parts and begins at the top. */
export type SentFile =
  | { readonly type: 'file'; readonly path: string; readonly executable: boolean; readonly bytes: number }
  | { readonly type: 'link'; readonly path: string; readonly target: string }
  /** Only a folder with nothing in it: the others come with their files. */
  | { readonly type: 'folder'; readonly path: string };

/** A result of `nix build`, which leads into a store that is not there. */
const RESULT_LINK = /^result(?:-|$)/;
const STORE = '/nix/store/';
/** What this project makes cards of, and what nobody would send to build it anew. */
const IMAGE = /\.img(?:\.(?:zst|gz|xz|bz2))?$/;
/** git's way to say that a file is a link, a program, another repository. */
const LINK_MODE = '120000';
const PROGRAM_MODE = '100755';
const MODULE_MODE = '160000';

/**
 * What is sent of a project, sorted by its paths, so that the order is the same everywhere.
 *
 * Of a git repository: the files that its index has, as they are in the work tree, which is what Nix itself takes of a dirty
 * tree. What git ignores or does not know (keys, images, results) stays here. Of any other folder: all of it but `.git`,
 * links to results, and images.
 */
export async function sentFiles(source: LocalSource, signal: CancelSignal): Promise<readonly SentFile[]> {
  const files = source.kind === 'git' ? await filesOfGit(source, '', signal) : await filesBelow(source, '', signal);
  return files.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

async function filesOfGit(source: LocalSource, below: string, signal: CancelSignal): Promise<SentFile[]> {
  const { top, submodules } = source;
  const isOwn = ownFolders(top);
  const files: SentFile[] = [];
  for (const { mode, path } of await trackedFiles(join(top, below))) {
    throwIfCancelled(signal);
    const whole = below + path;
    if (mode === MODULE_MODE) {
      // As in Nix: only when they were asked for. One that was not fetched has no files.
      if (submodules && (await look(join(top, whole, '.git'))))
        files.push(...(await filesOfGit(source, `${whole}/`, signal)));
      continue;
    }
    const stats = (await isOwn(dirname(whole))) ? await look(join(top, whole)) : null;
    // Deleted, or a folder is in its place, the files of which git does not know.
    if (stats === null || stats.isDirectory()) continue;
    files.push(await sentFile(top, whole, stats, mode));
  }
  return files;
}

/** Whether a folder is where its name says: for git, too, nothing behind a link is there. */
function ownFolders(top: string): (folder: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (folder) => {
    const path = join(top, folder);
    const asked =
      known.get(path) ??
      realpath(path).then(
        (real) => real === path,
        () => false,
      );
    known.set(path, asked);
    return asked;
  };
}

async function trackedFiles(folder: string): Promise<readonly { readonly mode: string; readonly path: string }[]> {
  const files = await listTracked(folder);
  if (files === 'missing') throw new AppError('project-unsendable', { path: folder, reason: 'git-missing' });
  if ('state' in files) throw new AppError('project-unsendable', { path: folder, reason: 'git', detail: files.detail });
  return files;
}

async function filesBelow(source: LocalSource, below: string, signal: CancelSignal): Promise<SentFile[]> {
  const files: SentFile[] = [];
  for (const name of await namesIn(join(source.top, below))) {
    throwIfCancelled(signal);
    const path = below + name;
    const stats = name === '.git' ? null : await look(join(source.top, path));
    if (stats === null) continue;
    if (stats.isDirectory()) {
      const inside = await filesBelow(source, `${path}/`, signal);
      files.push(...(inside.length > 0 ? inside : [{ type: 'folder', path } as const]));
    } else if (!stats.isFile() || !IMAGE.test(name)) {
      const file = await sentFile(source.top, path, stats, null);
      if (file.type !== 'link' || !RESULT_LINK.test(name) || !file.target.startsWith(STORE)) files.push(file);
    }
  }
  return files;
}

/** `mode` as git has it, null without git. Windows has neither links nor programs, there git alone knows. */
async function sentFile(top: string, path: string, stats: Stats, mode: string | null): Promise<SentFile> {
  const file = join(top, path);
  const windows = process.platform === 'win32';
  if (stats.isSymbolicLink()) return { type: 'link', path, target: await reading(file, () => readlink(file)) };
  if (!stats.isFile()) throw new AppError('project-unsendable', { path: file, reason: 'special' });
  if (windows && mode === LINK_MODE)
    return { type: 'link', path, target: await reading(file, () => readFile(file, 'utf8')) };
  const executable = windows ? mode === PROGRAM_MODE : (stats.mode & 0o100) !== 0;
  return { type: 'file', path, executable, bytes: stats.size };
}

/** What is there; null for nothing. */
async function look(path: string): Promise<Stats | null> {
  // Hardly a character that somebody has typed: it stands for bytes that are none, and nothing would be found by it.
  if (path.includes('\ufffd')) throw new AppError('project-unsendable', { path, reason: 'name' });
  return reading(path, () => lstat(path)).catch((error: unknown) => {
    const reason = error instanceof AppError ? error.facts.reason : null;
    if (reason === 'ENOENT' || reason === 'ENOTDIR') return null;
    throw error;
  });
}

function namesIn(folder: string): Promise<string[]> {
  return reading(folder, () => readdir(folder));
}

/** Reads something of the project, and tells what goes wrong with it as AppError `project-unsendable`. */
export async function reading<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('project-unsendable', { path, reason: errnoOf(error) ?? String(error) }, { cause: error });
  }
}
