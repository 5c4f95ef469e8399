import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { configurationPath, PROJECT_FILE, settingsPath } from '../../core/projects/layout.ts';
import { formatProject } from '../../core/projects/project-text.ts';
import { formatSettings } from '../../core/spec/settings-text.ts';
import type { Settings } from '../../core/spec/settings.ts';
import { errnoOf } from '../errno.ts';
import { layDown, sha256, writing } from './files.ts';
import { firstConfiguration, fixedFiles } from './fixed-files.ts';
import { addNotIgnored, initRepository, workTreeOf, type GitOutcome } from './git.ts';

const FOLDER_MODE = 0o755;

/**
 * Whether a project can be made there: `new` or `empty` (but for a `.git`). Throws AppError `project-folder-taken`, `folder-not-found`, and
 * `project-write-failed` when the folder cannot even be looked at.
 */
export async function placeForProject(folder: string): Promise<'new' | 'empty'> {
  return writing(folder, async () => {
    const names = await readdir(folder).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null;
      if (errnoOf(error) !== 'ENOTDIR') throw error;
      throw new AppError('project-folder-taken', { folder, reason: 'file' }, { cause: error });
    });
    // What `git init` makes of a new folder.
    if (names?.some((name) => name !== '.git'))
      throw new AppError('project-folder-taken', { folder, reason: 'not-empty' });
    if (names) return 'empty';
    const parent = await stat(dirname(resolve(folder))).catch(() => null);
    if (!parent?.isDirectory()) throw new AppError('folder-not-found', { device: folder, folder: dirname(folder) });
    return 'new';
  });
}

/**
 * Makes a project with one host. It is laid down in a folder of its own first: whatever fails, or is cancelled, leaves
 * nothing behind. What git made of it comes back; without git the project works, too.
 */
export async function createProject(folder: string, settings: Settings, signal: CancelSignal): Promise<GitOutcome> {
  const place = await placeForProject(folder);
  const path = resolve(folder);
  const files = await projectFiles(settings);
  const name = `.nixberry-${randomBytes(6).toString('hex')}`;
  // A folder that is there stays the same one: somebody may stand in it, or it is a mount.
  const draft = place === 'new' ? join(dirname(path), `${name}-${basename(path)}`) : join(path, name);
  return writing(folder, async () => {
    try {
      await mkdir(draft, { mode: FOLDER_MODE });
      await layDown(draft, files);
      const around = await workTreeOf(place === 'new' ? dirname(path) : path);
      const told = typeof around === 'string' ? null : around;
      const made = around === 'outside' ? await initRepository(draft) : told;
      throwIfCancelled(signal);
      if (place === 'new') await moveWhole(draft, path);
      else await moveEntries(draft, path);
      // Somebody else's repository may ignore the folder, and has its reasons.
      return made ?? (await addNotIgnored(path, [...files.keys()]));
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  });
}

/** What a new project with one host is made of, by the paths in it. */
export async function projectFiles(settings: Settings): Promise<ReadonlyMap<string, string>> {
  const fixed = await fixedFiles(settings.release);
  const written = Object.fromEntries([...fixed].map(([path, text]) => [path, sha256(text)]));
  return new Map([
    ...fixed,
    [settingsPath(settings.hostName), formatSettings(settings)],
    [configurationPath(settings.hostName), await firstConfiguration()],
    [PROJECT_FILE, formatProject({ release: settings.release, files: written, caches: [] })],
  ]);
}

/** Fails where something has come into being meanwhile, unless that is an empty folder. */
async function moveWhole(draft: string, path: string): Promise<void> {
  await rename(draft, path).catch((error: unknown) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errnoOf(error) ?? '')) throw error;
    throw new AppError('project-folder-taken', { folder: path, reason: 'not-empty' }, { cause: error });
  });
}

/** What makes the folder a project comes last. */
async function moveEntries(draft: string, path: string): Promise<void> {
  const names = (await readdir(draft)).sort((a, b) => Number(a === PROJECT_FILE) - Number(b === PROJECT_FILE));
  const moved: string[] = [];
  try {
    for (const name of names) {
      await rename(join(draft, name), join(path, name));
      moved.push(name);
    }
  } catch (error) {
    for (const name of moved) await rm(join(path, name), { recursive: true, force: true });
    throw error;
  }
}
