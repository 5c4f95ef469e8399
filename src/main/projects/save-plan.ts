import { AppError } from '../../core/errors/app-error.ts';
import { NEVER } from '../../core/jobs/never.ts';
import { settingsPath } from '../../core/projects/layout.ts';
import type { Problem } from '../../core/spec/codes.ts';
import { formatSettings } from '../../core/spec/settings-text.ts';
import type { Settings } from '../../core/spec/settings.ts';
import { addHost, changeHost } from '../../node/projects/change.ts';
import { createProject } from '../../node/projects/create.ts';
import { sha256 } from '../../node/projects/files.ts';
import type { GitOutcome } from '../../node/projects/git.ts';
import type { Project } from '../../node/projects/open.ts';
import { assertUnchanged, readTexts } from '../../node/projects/texts.ts';
import type { Desk } from './desk-file.ts';
import { isChangedOutside } from './preview.ts';
import type { SavePlan } from './plan-save.ts';

export interface Saved {
  readonly desk: Desk;
  /** Null where git has nothing to be told. */
  readonly git: GitOutcome | null;
}

/**
 * Does what was planned, all of it or nothing. What somebody else has changed since the draft was made of it is never
 * overwritten, unless `seen` says that the person has looked at it: those texts must still be there. Throws AppError
 * `settings-refused`, `project-changed`, and as `createProject`, `addHost`, `changeHost`.
 */
export async function savePlan(
  plan: SavePlan,
  desk: Desk | null,
  seen: ReadonlyMap<string, string | null> | null,
): Promise<Saved> {
  const { folder, project, host, settings, writes } = plan;
  if (settings === null) throw refused(plan.problems);
  const saved: Desk = { folder, host: settings.hostName, base: sha256(formatSettings(settings)) };
  if (project === null) return { desk: saved, git: await createProject(folder, settings, NEVER) };
  if (host === null) return { desk: saved, git: await addHost(project, settings) };
  const texts = await readTexts(folder, [...writes.keys(), settingsPath(host)]);
  if (plan.step === 'change' && [...writes].every(([path, text]) => texts.get(path) === text))
    return { desk: saved, git: null };
  if (isChangedOutside(plan, desk, texts)) {
    if (seen === null) throw new AppError('project-changed', { file: settingsPath(host), folder });
    const looked = [...seen].filter(([path]) => writes.has(path) || path === settingsPath(host));
    await assertUnchanged(folder, new Map(looked));
  }
  return { desk: saved, git: await changeHost(project, host, settings, othersOf(plan, project)) };
}

/** The error for answers that are not right. */
export function refused(problems: readonly Problem[]): AppError {
  const fields = [...new Set(problems.map(({ path }) => path).filter((path) => path !== ''))].join(', ') || null;
  return new AppError('settings-refused', { fields, count: problems.length });
}

/** Throws AppError `release-differs` where another host cannot have the release. */
function othersOf({ others, settings }: SavePlan, project: Project): ReadonlyMap<string, Settings> | null {
  if (others === null) return null;
  if (others.type === 'settings') return others.settings;
  const { folder, release } = project;
  throw new AppError('release-differs', { release, given: settings?.release ?? null, folder });
}
