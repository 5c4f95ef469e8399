import { AppError } from '../../core/errors/app-error.ts';
import { flakeFolder } from '../../node/nix/local-reference.ts';
import { openProject, type Project } from '../../node/projects/open.ts';
import { t } from '../words.ts';

/**
 * The host that is meant where none was named: the only one of a project of ours, which has no default package. `flake` is as
 * `resolveFlake` gives it; null for a flake that is no such project. Throws AppError `usage` where there is not exactly one.
 */
export async function onlyHost(flake: string): Promise<string | null> {
  const folder = flakeFolder(flake);
  const project = folder === null ? null : await projectIn(folder);
  if (project === null) return null;
  const { hosts } = project;
  const [host] = hosts;
  if (host === undefined) throw new AppError('usage', { detail: t('cli.build.no-hosts', { folder }) });
  if (hosts.length === 1) return host;
  throw new AppError('usage', { detail: t('cli.build.which-host', { folder, hosts: hosts.join(', '), host }) });
}

/** The project in a folder; null where there is none of ours. Throws as `openProject` otherwise. */
export async function projectIn(folder: string): Promise<Project | null> {
  try {
    return await openProject(folder);
  } catch (error) {
    if (error instanceof AppError && error.code === 'project-not-found') return null;
    throw error;
  }
}
