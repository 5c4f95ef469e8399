import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Preview, PreviewFile } from '../../contract/window/projects.ts';
import { configurationPath, FLAKE_FILE, PROJECT_FILE, settingsPath } from '../../core/projects/layout.ts';
import { sha256 } from '../../node/projects/files.ts';
import type { Project } from '../../node/projects/open.ts';
import { readTexts } from '../../node/projects/texts.ts';
import type { Desk } from './desk-file.ts';
import { fileLines } from './file-lines.ts';
import { plannedPath, type SavePlan } from './plan-save.ts';
import { shownPath } from './shown-path.ts';

/** What the page is shown of a plan, and the texts on the disk that it was made of, by their paths. */
export interface Previewed {
  readonly preview: Preview;
  /** Null: there was no such file. */
  readonly seen: ReadonlyMap<string, string | null>;
}

/** A file longer than this is not ours, and no window shows it well. */
const MAX_CHARS = 200_000;

/** The project as it would be. Reads, and writes nothing. Throws AppError `project-write-failed`. */
export async function previewPlan(plan: SavePlan, desk: Desk | null, home: string): Promise<Previewed> {
  const { folder, project, writes, settings } = plan;
  const old = oldPaths(plan);
  const paths = new Set([
    ...writes.keys(),
    ...old.keys(),
    ...old.values(),
    ...(project ? ownedPaths(project, plan.host) : []),
  ]);
  const texts = project ? await readTexts(folder, paths) : new Map<string, string>();
  const files: PreviewFile[] = [];
  for (const path of paths) {
    const before = texts.get(old.get(path) ?? path) ?? null;
    const text = writes.get(path);
    // The old path of what is moved is the new one's past.
    if ([...old.values()].includes(path) && text === undefined) continue;
    if (text === undefined && before === null) continue;
    const state = text === undefined ? stateOfOwned(project, path, before ?? '') : stateOfWritten(before, text);
    const since = before === null ? null : await writtenAt(join(folder, old.get(path) ?? path));
    files.push({ path, state, since, lines: fileLines(shortened(before), shortened(text ?? before) ?? '') });
  }
  const main = plannedPath(plan);
  return {
    preview: {
      step: plan.step,
      shown: shownPath(folder, home),
      complete: settings !== null,
      changedOutside: isChangedOutside(plan, desk, texts),
      alsoChanged: plan.others?.type === 'settings' ? [...plan.others.settings.keys()] : [],
      files: files.sort((a, b) => rank(a, main) - rank(b, main) || (a.path < b.path ? -1 : 1)),
    },
    seen: new Map([...paths].map((path) => [path, texts.get(path) ?? null])),
  };
}

function shortened(text: string | null): string | null {
  return text === null ? null : text.slice(0, MAX_CHARS);
}

/** Whether a host's settings are no longer those that the draft was made of. */
export function isChangedOutside(plan: SavePlan, desk: Desk | null, texts: ReadonlyMap<string, string>): boolean {
  const base = desk?.base ?? null;
  return plan.host !== null && base !== null && sha256(texts.get(settingsPath(plan.host)) ?? '') !== base;
}

/** For each path that something is moved to, the one that it comes from. */
function oldPaths({ step, host, settings }: SavePlan): ReadonlyMap<string, string> {
  if (step !== 'rename' || host === null || settings === null) return new Map();
  const to = settings.hostName;
  return new Map([
    [settingsPath(to), settingsPath(host)],
    [configurationPath(to), configurationPath(host)],
  ]);
}

/** What else of the project there is to be seen: the files that Nix reads with the host. */
function ownedPaths(project: Project, host: string | null): readonly string[] {
  const own = host === null ? [] : [settingsPath(host), configurationPath(host)];
  return [...own, ...Object.keys(project.files), PROJECT_FILE];
}

function stateOfWritten(before: string | null, text: string): PreviewFile['state'] {
  if (before === null) return 'new';
  return before === text ? 'same' : 'changed';
}

/** A file of ours that its owner has changed is theirs from then on. */
function stateOfOwned(project: Project | null, path: string, text: string): PreviewFile['state'] {
  if (path === PROJECT_FILE) return 'same';
  return project?.files[path] === sha256(text) ? 'same' : 'yours';
}

async function writtenAt(file: string): Promise<string | null> {
  return (await stat(file).catch(() => null))?.mtime.toISOString() ?? null;
}

const RANKS = { changed: 1, new: 2, yours: 3, same: 4 } as const;

function rank({ path, state }: PreviewFile, main: string): number {
  // Of those that stand alike, the flake is what a reader looks for.
  return path === main ? 0 : RANKS[state] - (path === FLAKE_FILE ? 0.5 : 0);
}
