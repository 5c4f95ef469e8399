import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import type { Cache } from '../../core/nix/caches.ts';
import { PROJECT_FILE } from '../../core/projects/layout.ts';
import { formatProject, PROJECT_FORMAT } from '../../core/projects/project-text.ts';
import { errnoOf } from '../errno.ts';
import { flakeFolder } from '../nix/local-reference.ts';
import { acceptedCaches } from './accepted-caches.ts';
import { replaceFiles } from './files.ts';
import { openProject, readFacts, type Project } from './open.ts';
import { readTexts } from './texts.ts';

/** The fixed file that says which formats of a project it knows. */
const KNOWER = 'hosts.nix';
const KNOWN_FORMAT = /^\s*projectFormat = (\d+);/m;

/** The caches of a project: those to be asked, and those that this person has not accepted. */
export interface ProjectCaches {
  readonly used: readonly Cache[];
  readonly waiting: readonly Cache[];
}

/**
 * The caches that belong to a flake, whose reference is as `resolveFlake` gives it. None for a flake that is no project of
 * Nixberry, or not on this computer. Throws AppError `project-newer`, `project-broken`.
 */
export async function readCaches(flake: string): Promise<ProjectCaches> {
  const folder = flakeFolder(flake);
  const text = folder === null ? null : await readProjectFile(folder);
  if (folder === null || text === null) return { used: [], waiting: [] };
  const { caches } = readFacts(text, join(folder, PROJECT_FILE));
  const isAccepted = await acceptedCaches();
  return { used: caches.filter(isAccepted), waiting: caches.filter((cache) => !isAccepted(cache)) };
}

/**
 * Gives a project other caches. Throws AppError `project-outdated` when its own files, which Nix reads, do not know of caches
 * yet, `project-changed` when it is not as it was read any more, and as `replaceFiles`.
 */
export async function writeCaches(project: Project, caches: readonly Cache[]): Promise<void> {
  const { folder } = project;
  const knower = (await readTexts(folder, [KNOWER])).get(KNOWER) ?? '';
  const known = Number(KNOWN_FORMAT.exec(knower)?.[1] ?? 0);
  if (caches.length > 0 && known < PROJECT_FORMAT) throw new AppError('project-outdated', { file: KNOWER, folder });
  if (formatProject(await openProject(folder)) !== formatProject(project))
    throw new AppError('project-changed', { file: PROJECT_FILE, folder });
  await replaceFiles(folder, new Map([[PROJECT_FILE, formatProject({ ...project, caches })]]));
}

function readProjectFile(folder: string): Promise<string | null> {
  return readFile(join(folder, PROJECT_FILE), 'utf8').catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return null;
    throw error;
  });
}
