import { copyFile, mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CancelSignal } from '../../core/ports.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import { localReference } from '../../core/nix/target.ts';
import { resolveFlake } from '../../node/nix/local-flake.ts';
import { replaceFiles, writing } from '../../node/projects/files.ts';
import { localSource } from '../../node/projects/local-source.ts';
import { sentFiles, type SentFile } from '../../node/projects/sent-files.ts';
import { movedFolders, type SavePlan } from './plan-save.ts';

/**
 * Does something with a copy of the project as it would be after saving, which is gone afterwards: nothing of the person's
 * is written, nor told to git. `work` gets its flake reference. Throws AppError `project-unsendable` for a project that
 * cannot be read.
 */
export async function withTrial<Result>(
  plan: SavePlan,
  signal: CancelSignal,
  work: (flake: string) => Promise<Result>,
): Promise<Result> {
  const trial = await mkdtemp(join(tmpdir(), 'nixberry-trial-'));
  try {
    const folder = plan.project === null ? trial : await copyProject(plan.folder, trial, signal);
    const moved = movedFolders(plan);
    if (moved) await writing(moved.to, () => rename(join(folder, moved.from), join(folder, moved.to)));
    await replaceFiles(folder, plan.writes);
    return await work(localReference({ folder, workTree: null }));
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}

/** Copies what Nix would read. Resolves to where the flake is in the copy. */
async function copyProject(from: string, to: string, signal: CancelSignal): Promise<string> {
  const source = await localSource(await resolveFlake(from));
  // What `resolveFlake` gives for a folder is here.
  if (source === null) throw new Error('a folder that is no local flake');
  for (const file of await sentFiles(source, signal)) {
    throwIfCancelled(signal);
    await writing(file.path, () => copyOne(file, source.top, to));
  }
  return join(to, source.folder);
}

async function copyOne(file: SentFile, from: string, to: string): Promise<void> {
  const target = join(to, file.path);
  await mkdir(dirname(target), { recursive: true });
  switch (file.type) {
    case 'file':
      return copyFile(join(from, file.path), target);
    case 'link':
      return symlink(file.target, target);
    case 'folder':
      await mkdir(target, { recursive: true });
  }
}
