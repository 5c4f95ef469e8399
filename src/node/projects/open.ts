import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { tryJson } from '../../core/json.ts';
import { HOSTS_FOLDER, PROJECT_FILE, settingsPath } from '../../core/projects/layout.ts';
import { parseProject, PROJECT_FORMAT, type ProjectFacts } from '../../core/projects/project-text.ts';
import type { Problem } from '../../core/spec/codes.ts';
import { parseSettingsText, type ParsedSettings } from '../../core/spec/settings-text.ts';
import { SETTINGS_FORMAT, type Settings } from '../../core/spec/settings.ts';
import { errnoOf } from '../errno.ts';
import { writing } from './files.ts';
import { readUtf8 } from './texts.ts';

/** A project that this Nixberry understands. */
export interface Project extends ProjectFacts {
  /** As it was named. */
  readonly folder: string;
  /** Names of the folders in `hosts`, sorted. */
  readonly hosts: readonly string[];
}

/** Throws AppError `project-not-found`, `project-newer`, `project-broken`, and `project-write-failed` for hosts. */
export async function openProject(folder: string): Promise<Project> {
  const file = join(folder, PROJECT_FILE);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new AppError('project-not-found', { folder, reason: errnoOf(error) ?? null }, { cause: error });
  });
  return { ...readFacts(text, file), folder, hosts: await hostsOf(folder) };
}

/** What the text of a project's `nixberry.json` says. Throws AppError `project-newer`, `project-broken`. */
export function readFacts(text: string, file: string): ProjectFacts {
  const parsed = parseProject(text);
  switch (parsed.type) {
    case 'newer':
      throw new AppError('project-newer', { file, format: parsed.format, known: PROJECT_FORMAT });
    case 'broken': {
      const { code, path, line, column, allowed, expected } = parsed;
      throw new AppError('project-broken', { file, line, column, path: path || null, reason: code, allowed, expected });
    }
    case 'project':
      return parsed.facts;
  }
}

/** What a host's `settings.json` says. Throws AppError `host-not-found`, and `project-newer` for one of a newer format. */
export async function readHost(project: Project, host: string): Promise<ParsedSettings> {
  const { folder, hosts } = project;
  // Only what was found in the folder is a host: no name can lead out of it.
  if (!hosts.includes(host)) throw new AppError('host-not-found', { host, folder, hosts: hosts.join(', ') || null });
  const file = join(folder, settingsPath(host));
  let text: string;
  try {
    text = await readUtf8(file);
  } catch (error) {
    return refused([unreadable(errnoOf(error) ?? String(error))]);
  }
  const parsed = parseSettingsText(text);
  if (parsed.type === 'complete') {
    const problems = strangerProblems(project, host, parsed.settings);
    return problems.length === 0 ? parsed : refused(problems);
  }
  const newer = parsed.problems.find(({ code }) => code === 'format-newer');
  if (newer) throw new AppError('project-newer', { file, format: Number(newer.facts.format), known: SETTINGS_FORMAT });
  return parsed;
}

/** What a `settings.json` holds, right or wrong, so that it can be mended; undefined where it is no JSON. */
export async function readAnswers({ folder }: Project, host: string): Promise<unknown> {
  return tryJson(await readUtf8(join(folder, settingsPath(host))).catch(() => ''));
}

/** Why settings that are right by themselves are not those of this host of this project. */
export function strangerProblems(project: ProjectFacts, host: string, { hostName, release }: Settings): Problem[] {
  const problems: Problem[] = [];
  if (hostName !== host) problems.push({ path: 'hostName', code: 'host-folder', facts: { folder: host } });
  if (release !== project.release)
    problems.push({ path: 'release', code: 'host-release', facts: { release, project: project.release } });
  return problems;
}

function unreadable(reason: string): Problem {
  if (reason === 'ENOENT') return { path: '', code: 'file-missing', facts: {} };
  return { path: '', code: 'file-unreadable', facts: { reason } };
}

function refused(problems: readonly Problem[]): ParsedSettings {
  return { type: 'refused', problems: problems.map((problem) => ({ ...problem, line: 1, column: 1 })) };
}

async function hostsOf(folder: string): Promise<readonly string[]> {
  const path = join(folder, HOSTS_FOLDER);
  const entries = await writing(path, () =>
    readdir(path, { withFileTypes: true }).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    }),
  );
  // As hosts.nix does it: a link to a folder is none.
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  return folders.map(({ name }) => name).sort();
}
