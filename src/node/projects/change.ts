import { randomBytes } from 'node:crypto';
import { lstat, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import {
  configurationPath,
  FLAKE_FILE,
  hostFolder,
  nameClash,
  PROJECT_FILE,
  settingsPath,
} from '../../core/projects/layout.ts';
import { formatProject } from '../../core/projects/project-text.ts';
import { formatSettings } from '../../core/spec/settings-text.ts';
import type { Settings } from '../../core/spec/settings.ts';
import { assertInside, layDown, replaceFiles, sha256, writing } from './files.ts';
import { firstConfiguration, fixedFiles } from './fixed-files.ts';
import { addIntent, type GitOutcome } from './git.ts';
import type { Project } from './open.ts';
import { readTexts } from './texts.ts';

/**
 * Throws AppError `host-exists`, `host-name-clash` when a project cannot have one more host of this name, and
 * `release-differs` when it would have another release than the project.
 */
export async function assertRoom(project: Project, { hostName, release }: Settings, instead?: string): Promise<void> {
  const { folder } = project;
  const others = project.hosts.filter((host) => host !== instead);
  const taken = await lstat(join(folder, hostFolder(hostName))).catch(() => null);
  if (others.includes(hostName) || (taken && hostName !== instead))
    throw new AppError('host-exists', { host: hostName, folder });
  const other = nameClash(hostName, others);
  if (other !== null) throw new AppError('host-name-clash', { host: hostName, other });
  if (instead === undefined && release !== project.release)
    throw new AppError('release-differs', { release: project.release, given: release, folder });
}

/** What a new host is made of, by the paths in the project. */
export async function hostFiles(settings: Settings): Promise<ReadonlyMap<string, string>> {
  const { hostName } = settings;
  return new Map([
    [settingsPath(hostName), formatSettings(settings)],
    [configurationPath(hostName), await firstConfiguration()],
  ]);
}

/** Adds a host, all of it or nothing. */
export async function addHost(project: Project, settings: Settings): Promise<GitOutcome> {
  const { folder } = project;
  await assertRoom(project, settings);
  const { hostName } = settings;
  const home = join(folder, hostFolder(hostName));
  const draft = join(dirname(home), `.nixberry-${randomBytes(6).toString('hex')}`);
  return writing(home, async () => {
    try {
      await mkdir(dirname(home), { recursive: true });
      await assertInside(folder, hostFolder(hostName));
      const files = [...(await hostFiles(settings))];
      await layDown(draft, new Map(files.map(([path, text]) => [path.slice(hostFolder(hostName).length + 1), text])));
      await rename(draft, home);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return addIntent(folder, [hostFolder(hostName)]);
  });
}

/**
 * What a change of a host writes, by the paths in the project. `others` as in `changeHost`. Throws AppError
 * `project-file-edited`.
 */
export async function changedFiles(
  project: Project,
  settings: Settings,
  others: ReadonlyMap<string, Settings> | null,
): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...(others ? await filesOfRelease(project, settings, others) : []),
    [settingsPath(settings.hostName), formatSettings(settings)],
  ]);
}

/**
 * Writes a host's settings, under another name when the settings have one; all of it or nothing. `others` are the new settings
 * of all other hosts, by name, when the release of the whole project changes to the one in `settings`, else null.
 */
export async function changeHost(
  project: Project,
  host: string,
  settings: Settings,
  others: ReadonlyMap<string, Settings> | null,
): Promise<GitOutcome | null> {
  const { folder } = project;
  const { hostName } = settings;
  const files = await changedFiles(project, settings, others);
  if (hostName === host) {
    await replaceFiles(folder, files);
    return null;
  }
  await assertRoom(project, settings, host);
  const [from, to] = [join(folder, hostFolder(host)), join(folder, hostFolder(hostName))];
  await writing(to, () => rename(from, to));
  try {
    await replaceFiles(folder, files);
  } catch (error) {
    await rename(to, from);
    throw error;
  }
  return addIntent(folder, [hostFolder(hostName)]);
}

/**
 * Throws AppError `project-file-edited` when the release cannot be changed, because the owner has changed `flake.nix`,
 * which names it.
 */
export async function assertOwnFlake({ folder, files }: Project): Promise<void> {
  const text = (await readTexts(folder, [FLAKE_FILE])).get(FLAKE_FILE);
  if (text !== undefined && sha256(text) !== files[FLAKE_FILE])
    throw new AppError('project-file-edited', { file: FLAKE_FILE, folder });
}

async function filesOfRelease(
  project: Project,
  { release }: Settings,
  others: ReadonlyMap<string, Settings>,
): Promise<ReadonlyMap<string, string>> {
  await assertOwnFlake(project);
  const flake = (await fixedFiles(release)).get(FLAKE_FILE) ?? '';
  return new Map([
    ...[...others].map(([host, settings]) => [settingsPath(host), formatSettings(settings)] as const),
    [FLAKE_FILE, flake],
    [PROJECT_FILE, formatProject({ ...project, release, files: { ...project.files, [FLAKE_FILE]: sha256(flake) } })],
  ]);
}
