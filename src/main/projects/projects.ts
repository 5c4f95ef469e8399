import { resolve } from 'node:path';
import type { Draft, DraftAnswers } from '../../contract/window/draft.ts';
import type { Preview } from '../../contract/window/projects.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { TakenAnswers } from '../../core/projects/take-answers.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { resolveFlake } from '../../node/nix/local-flake.ts';
import { openProject } from '../../node/projects/open.ts';
import { readTexts } from '../../node/projects/texts.ts';
import { makeParent } from './default-folder.ts';
import type { Desk } from './desk-file.ts';
import type { DeskState } from './desk.ts';
import { createTurns } from '../in-turn.ts';
import { answersOf, newHost } from './host-answers.ts';
import { planIn } from './plan-in.ts';
import { planSave, type SavePlan } from './plan-save.ts';
import { previewPlan } from './preview.ts';
import type { RecentProjects } from './recent-projects.ts';
import { refused, savePlan, type Saved } from './save-plan.ts';
import { withTrial } from './trial.ts';

/** A host of a project on the disk, as a build takes it. */
export interface ProjectHost {
  readonly folder: string;
  readonly host: string;
  /** As Nix takes it, with the host behind `#`. */
  readonly flakeRef: string;
}

export interface Projects {
  /** What the draft belongs to and was saved as; null while it was not, and while that cannot be found. */
  current(): Promise<ProjectHost | null>;
  /**
   * Saves a draft where the preview says, if that is not done yet. Throws as `save`, and what a person has to see first:
   * AppError `release-differs` where other hosts would change, too, and `project-unseen` where a host would get other
   * settings or another name, and no preview in this run has shown that it is this host.
   */
  ensureSaved(draft: Draft): Promise<ProjectHost>;
  preview(answers: DraftAnswers): Promise<Preview>;
  save(answers: DraftAnswers, overOutside: boolean): Promise<Saved>;
  /** Saves to a folder: a project of its own in it, or one more host of the project that it is. */
  saveIn(folder: string, answers: DraftAnswers): Promise<Saved>;
  /**
   * Makes a project that of the draft, with a host of it, or (null) with one that is new. `keep` makes the answers the draft's
   * and gives the result; when it rejects, everything stays as it was.
   */
  useHost<Result>(folder: string, host: string | null, before: Draft | null, keep: Keep<Result>): Promise<Result>;
  /** Answers from a file become the draft's by `keep`. Those of another Pi let go of the project that the draft belongs to. */
  useAnswers<Result>(taken: TakenAnswers, keep: Keep<Result>): Promise<Result>;
  close(): Promise<void>;
  /** Does something with a copy of the project as the answers would make it. Throws AppError `settings-refused`. */
  tryOut<Result>(
    answers: DraftAnswers,
    signal: CancelSignal,
    work: (flakeRef: string) => Promise<Result>,
  ): Promise<Result>;
}

type Keep<Result> = (taken: TakenAnswers) => Promise<Result>;

export interface ProjectsOptions {
  readonly desk: DeskState;
  readonly recent: RecentProjects;
  readonly home: string;
}

/** The projects on this disk, and the one that the draft belongs to. What writes waits for what writes. */
export function createProjects({ desk, recent, home }: ProjectsOptions): Projects {
  const inTurn = createTurns();
  let seen: ReadonlyMap<string, string | null> | null = null;
  /** What the newest preview was about, as `subjectOf` names it. */
  let shown: string | null = null;

  const finish = async (saved: Saved): Promise<Saved> => {
    seen = null;
    // What was saved here has been decided on: saving it once more is no surprise.
    shown = subjectOf(saved.desk.folder, saved.desk.host, saved.desk.host);
    await desk.put(saved.desk);
    await recent.note(saved.desk.folder);
    return saved;
  };
  const save = async (plan: SavePlan, over: boolean): Promise<Saved> => {
    if (plan.project === null && plan.settings !== null) await makeParent(plan.folder);
    return finish(await savePlan(plan, await desk.get(), over ? seen : null));
  };
  const planNow = async (answers: DraftAnswers): Promise<SavePlan> => planSave(await desk.get(), answers, home);

  return {
    current: async () => hostOf(await desk.get()).catch(() => null),
    ensureSaved: ({ answers }) =>
      inTurn(async () => {
        const plan = await planNow(answers);
        if (plan.others !== null) throw differs(plan);
        if (shown !== subjectOfPlan(plan) && !(await isOnDisk(plan))) assertMakesNew(plan);
        const host = await hostOf((await save(plan, false)).desk);
        if (host === null) throw new Error('saved without a host');
        return host;
      }),
    preview: (answers) =>
      inTurn(async () => {
        const now = await desk.get();
        const plan = await planSave(now, answers, home);
        const previewed = await previewPlan(plan, now, home);
        ({ seen } = previewed);
        shown = subjectOfPlan(plan);
        return previewed.preview;
      }),
    save: (answers, over) => inTurn(async () => save(await planNow(answers), over)),
    saveIn: (folder, answers) =>
      inTurn(async () => {
        const path = resolve(folder);
        if (path === (await desk.get())?.folder) return save(await planNow(answers), false);
        return save(await planIn(path, answers, home), false);
      }),
    useHost: (folder, host, before, keep) =>
      inTurn(async () => {
        const project = await openProject(resolve(folder));
        const { taken, base } = host === null ? newHost(project, before) : await answersOf(project, host);
        // First the draft, which may fail: a desk that the draft does not belong to would be overwritten with it.
        const result = await keep(taken);
        [seen, shown] = [null, null];
        await desk.put({ folder: project.folder, host, base });
        await recent.note(project.folder);
        return result;
      }),
    useAnswers: (taken, keep) =>
      inTurn(async () => {
        const host = (await desk.get())?.host ?? null;
        const result = await keep(taken);
        [seen, shown] = [null, null];
        // They are no change of the host that the draft described before.
        if (host !== null && host !== taken.answers.hostName) await desk.put(null);
        return result;
      }),
    close: () => inTurn(() => desk.put(null)),
    tryOut: async (answers, signal, work) => {
      const plan = await planNow(answers);
      const { settings } = plan;
      if (settings === null) throw refused(plan.problems);
      return withTrial(plan, signal, (flake) => work(`${flake}#${settings.hostName}`));
    },
  };
}

/** Which host becomes which, where. */
function subjectOf(folder: string, from: string | null, to: string | null): string {
  return JSON.stringify([folder, from, to]);
}

function subjectOfPlan({ folder, host, settings }: SavePlan): string {
  return subjectOf(folder, host, settings?.hostName ?? null);
}

/** Whether saving would write nothing. */
async function isOnDisk({ step, folder, writes }: SavePlan): Promise<boolean> {
  if (step !== 'change') return false;
  const texts = await readTexts(folder, writes.keys());
  return [...writes].every(([path, text]) => texts.get(path) === text);
}

/** Throws AppError `project-unseen`. Answers that are not right yet are for `savePlan` to refuse. */
function assertMakesNew({ host, folder, settings }: SavePlan): void {
  if (host === null || settings === null) return;
  throw new AppError('project-unseen', { folder, host, given: settings.hostName });
}

async function hostOf(desk: Desk | null): Promise<ProjectHost | null> {
  const { folder = '', host = null } = desk ?? {};
  if (host === null) return null;
  return { folder, host, flakeRef: `${await resolveFlake(folder)}#${host}` };
}

function differs({ project, settings, folder }: SavePlan): AppError {
  return new AppError('release-differs', { folder, release: project?.release, given: settings?.release ?? null });
}
