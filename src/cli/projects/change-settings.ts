import { join } from 'node:path';
import type * as z from 'zod';
import { AppError } from '../../core/errors/app-error.ts';
import { settingsChanges, type Change } from '../../core/projects/changes.ts';
import { joinProblems } from '../../core/projects/judge-answers.ts';
import { FLAKE_FILE, PROJECT_FILE, settingsPath } from '../../core/projects/layout.ts';
import { assign } from '../../core/spec/assign.ts';
import type { Problem } from '../../core/spec/codes.ts';
import { completeSettings } from '../../core/spec/complete.ts';
import type { ReleaseId } from '../../core/spec/releases.ts';
import type { LocatedProblem } from '../../core/spec/settings-text.ts';
import type { Settings } from '../../core/spec/settings.ts';
import { assertOwnFlake, assertRoom, changeHost } from '../../node/projects/change.ts';
import type { GitOutcome } from '../../node/projects/git.ts';
import { strangerProblems, type Project } from '../../node/projects/open.ts';
import { othersWithRelease, presentAnswers } from '../../node/projects/present-answers.ts';
import { assertUnchanged, readTexts } from '../../node/projects/texts.ts';
import type { Context } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';
import { askYes, personAt } from './person.ts';
import { problemsError, tellProblems } from './problems.ts';
import type { Settled } from './settle.ts';
import { valueWords } from './value-words.ts';

export interface HostChange extends Settled {
  readonly changes: readonly Change[];
  /** Null where nothing was moved. */
  readonly git: GitOutcome | null;
}

/**
 * Changes the settings of a host, all at once or not at all, and says what changes. Throws AppError `settings-refused` after
 * each problem was told, `cancelled` when the question about the release is answered with no, `project-changed` when files were
 * changed meanwhile, and as `assertRoom`.
 */
export async function changeSettings(
  context: Context,
  project: Project,
  host: string,
  assignments: readonly string[],
  yes: boolean,
): Promise<HostChange> {
  const { terminal } = context;
  const { folder } = project;
  const files = [FLAKE_FILE, PROJECT_FILE, ...project.hosts.map(settingsPath)];
  const texts = await readTexts(folder, files);
  const now = await present(terminal, project, host);
  const settled = assigned(terminal, now, assignments, { project, host });
  const { settings } = settled;
  const changes = settingsChanges(now.answers, settings);
  const released = settings.release !== project.release;
  if (changes.length === 0 && !released && settings.hostName === host) return { ...settled, changes, git: null };
  const others = released ? await othersWith(terminal, project, host, settings.release) : null;
  await assertRoom(project, settings, host);
  if (released) await assertOwnFlake(project);
  for (const { path, from, to } of changes)
    terminal.say(t('cli.set.change', { path, from: valueWords(from), to: valueWords(to) }));
  if (settings.hostName !== host) terminal.say(t('cli.set.renamed', { host, to: settings.hostName }));
  if (released) await confirmRelease(context, project, settings.release, yes);
  await assertUnchanged(folder, new Map(files.map((file) => [file, texts.get(file) ?? null])));
  return { ...settled, changes, git: await changeHost(project, host, settings, others) };
}

interface Present {
  readonly answers: z.core.util.JSONType;
  /** What is wrong with them, with its place in the file. */
  readonly problems: readonly LocatedProblem[];
}

/** The settings as they are. Wrong ones can be mended by what is set, unless they are no JSON at all. */
async function present(terminal: Terminal, project: Project, host: string): Promise<Present> {
  const found = await presentAnswers(project, host);
  return found.type === 'answers' ? found : refuse(terminal, project, host, found.problems, true);
}

function assigned(
  terminal: Terminal,
  present: Present,
  assignments: readonly string[],
  { project, host }: { readonly project: Project; readonly host: string },
): Settled {
  const given: Problem[] = [];
  let answers: unknown = present.answers;
  for (const text of assignments) {
    const done = assign(answers, text);
    if (done.type === 'assigned') ({ answers } = done);
    else given.push(done.problem);
  }
  const completed = completeSettings(answers);
  const judged = completed.type === 'refused' ? completed.problems : strangers(completed.settings);
  const problems = joinProblems(given, judged);
  if (problems.length === 0 && completed.type === 'complete') return completed;
  // What was wrong before comes first, with its place.
  const old = present.problems.filter((one) => problems.some((problem) => isSame(one, problem)));
  tellProblems(terminal, old, { file: join(project.folder, settingsPath(host)), host });
  tellProblems(
    terminal,
    problems.filter((one) => !old.some((problem) => isSame(one, problem))),
  );
  throw problemsError(problems);

  /** Only who names them wants the folder renamed, or the release of the whole project changed. */
  function strangers(settings: Settings): readonly Problem[] {
    return strangerProblems(project, host, settings).filter(
      ({ path }) => !assignments.some((text) => text.startsWith(`${path}=`)),
    );
  }
}

function isSame(one: Problem, other: Problem): boolean {
  return one.path === other.path && one.code === other.code;
}

/** The other hosts' settings under another release. */
async function othersWith(
  terminal: Terminal,
  project: Project,
  host: string,
  release: ReleaseId,
): Promise<ReadonlyMap<string, Settings>> {
  const others = await othersWithRelease(project, host, release);
  if (others.type === 'settings') return others.settings;
  return refuse(terminal, project, others.host, others.problems, others.located);
}

function refuse(
  terminal: Terminal,
  { folder }: Project,
  host: string,
  problems: readonly (Problem | LocatedProblem)[],
  located: boolean,
): never {
  tellProblems(terminal, problems, { file: located ? join(folder, settingsPath(host)) : null, host });
  throw problemsError(problems);
}

async function confirmRelease(context: Context, project: Project, release: ReleaseId, yes: boolean): Promise<void> {
  const facts = { release, count: project.hosts.length, hosts: project.hosts.join(', ') };
  context.terminal.say(t('cli.set.release', facts));
  if (yes) return;
  if (!context.terminal.canAsk) throw new AppError('project-needs-yes', { folder: project.folder });
  if (!(await askYes(personAt(context), t('cli.set.release-question', facts)))) throw new AppError('cancelled');
}
