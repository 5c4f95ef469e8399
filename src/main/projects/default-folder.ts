import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { hostName as hostNameSchema } from '../../core/spec/host-name.ts';
import { placeForProject } from '../../node/projects/create.ts';
import { writing } from '../../node/projects/files.ts';

const MAX_TRIES = 99;
const FOLDER_MODE = 0o755;
/** Shown while the answers have no name yet; nothing is written under it. */
const NAMELESS = '…';

/**
 * Where a new project goes unless somebody says otherwise: `~/Nixberry/<host>`, or the first of `<host>-2`, `<host>-3` …
 * that nothing is at. Nothing is written.
 */
export async function defaultFolder(home: string, host: unknown): Promise<string> {
  const name = hostNameSchema.safeParse(host).data;
  const parent = join(home, 'Nixberry');
  if (name === undefined) return join(parent, NAMELESS);
  for (let at = 1; at <= MAX_TRIES; at += 1) {
    const folder = join(parent, at === 1 ? name : `${name}-${at}`);
    if (await isFree(folder)) return folder;
  }
  throw new AppError('project-folder-taken', { folder: join(parent, name), reason: 'not-empty' });
}

/** Makes the folder that default folders are in. Throws AppError `project-write-failed`. */
export async function makeParent(folder: string): Promise<void> {
  const parent = dirname(folder);
  await writing(parent, () => mkdir(parent, { recursive: true, mode: FOLDER_MODE }));
}

async function isFree(folder: string): Promise<boolean> {
  try {
    await placeForProject(folder);
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // No parent yet: it is made with the project.
    return error.code === 'folder-not-found';
  }
}
