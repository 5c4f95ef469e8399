import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { planUpgrade, type FileChange } from '../../core/projects/fixed-files.ts';
import { PROJECT_FILE } from '../../core/projects/layout.ts';
import { formatProject } from '../../core/projects/project-text.ts';
import { assertInside, replaceFiles, sha256, writing } from './files.ts';
import { fixedFiles } from './fixed-files.ts';
import { addIntent, type GitOutcome } from './git.ts';
import { openProject, type Project } from './open.ts';
import { assertUnchanged, readTexts } from './texts.ts';

/** What would bring the fixed files of a project to those of this Nixberry. */
export async function comparedWithOurs(project: Project, overwriteEdited: boolean): Promise<readonly FileChange[]> {
  const ours = await fixedFiles(project.release);
  const texts = await readTexts(project.folder, [...ours.keys(), ...Object.keys(project.files)]);
  const hashes = new Map([...texts].map(([path, text]) => [path, sha256(text)]));
  return planUpgrade({ texts, hashes, written: project.files, ours }, overwriteEdited);
}

/**
 * Does it. A file that is kept is known as changed by its owner afterwards, too. Throws AppError `project-changed` when a
 * file is no longer what the changes were made of.
 */
export async function upgradeProject(project: Project, changes: readonly FileChange[]): Promise<GitOutcome> {
  const { folder, release, caches } = project;
  await assertAsSeen(project, changes);
  const files = new Map(Object.entries(project.files));
  const written = new Map<string, string>();
  for (const { path, step, new: text } of changes) {
    if (step === 'keep') continue;
    if (text === null) files.delete(path);
    else {
      written.set(path, text);
      files.set(path, sha256(text));
    }
  }
  // A file that has come to be ours in another way (a merge, a copy) is ours from now on.
  const ours = await fixedFiles(release);
  for (const [path, text] of await readTexts(folder, [...ours.keys()]))
    if (text === ours.get(path)) files.set(path, sha256(text));
  const record = formatProject({ release, files: Object.fromEntries(files), caches });
  await replaceFiles(folder, new Map([...written, [PROJECT_FILE, record]]));
  for (const { path, step } of changes) {
    if (step !== 'remove') continue;
    await assertInside(folder, path);
    await writing(path, () => rm(join(folder, path)));
  }
  return addIntent(folder, [...written.keys(), PROJECT_FILE]);
}

async function assertAsSeen(project: Project, changes: readonly FileChange[]): Promise<void> {
  const { folder } = project;
  const steps = changes.filter(({ step }) => step !== 'keep');
  await assertUnchanged(folder, new Map(steps.map(({ path, old }) => [path, old])));
  const now = await openProject(folder);
  if (formatProject(now) !== formatProject(project))
    throw new AppError('project-changed', { file: PROJECT_FILE, folder });
}
