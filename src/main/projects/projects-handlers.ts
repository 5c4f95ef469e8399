import { basename } from 'node:path';
import type { Handlers } from '../../contract/api.ts';
import type { Draft } from '../../contract/window/draft.ts';
import type { ProjectInfo, RecentProject, SavedProject, TakenDraft } from '../../contract/window/projects.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { TakenAnswers } from '../../core/projects/take-answers.ts';
import { openProject } from '../../node/projects/open.ts';
import type { Services } from '../services.ts';
import { mainWords } from '../words.ts';
import { readAnswersFile, writeAnswers } from './answers-file.ts';
import type { Saved } from './save-plan.ts';
import { shownPath } from './shown-path.ts';
import { takenDraft } from './taken-draft.ts';

type Needs = Pick<Services, 'projects' | 'projectFolders' | 'recentProjects' | 'offers' | 'dialogs' | 'drafts'> & {
  readonly vault: Pick<Services['vault'], 'cardDone'>;
};
type ProjectsCalls = Extract<keyof Handlers, `projects.${string}`>;

const JSON_FILES = [{ name: 'JSON', extensions: ['json'] }];

/** The page's calls about projects. */
export function projectsHandlers(services: Needs): Pick<Handlers, ProjectsCalls> {
  const { projects, recentProjects, offers, dialogs, drafts, vault } = services;

  const info = async (folder: string): Promise<ProjectInfo> => {
    const { hosts, release } = await openProject(folder);
    return { ...named(folder), hosts: [...hosts], release };
  };
  const named = (folder: string): Pick<ProjectInfo, 'id' | 'name' | 'shown'> => ({
    ...{ id: services.projectFolders(folder), name: basename(folder), shown: shownPath(folder) },
  });
  const take = async ({ answers, dropped }: TakenAnswers, before: Draft | null): Promise<TakenDraft> => {
    const draft = takenDraft(answers, before);
    await drafts.replace(draft);
    return { draft, dropped: dropped.map(({ path, code, facts }) => ({ path, code, facts })) };
  };

  return {
    'projects.open': async () => {
      const folder = await dialogs.openFolder({ title: mainWords().t('window.dialog.open-project') });
      return folder === null ? null : info(folder);
    },
    'projects.recent': async () => {
      const recent = await recentProjects.list();
      const found = await Promise.all(
        recent.map(({ folder, when }) => hostsIn(folder).then((hosts) => ({ folder, when, hosts }))),
      );
      return found.flatMap(({ folder, when, hosts }): RecentProject[] =>
        hosts === null ? [] : [{ ...named(folder), when, hosts: [...hosts] }],
      );
    },
    'projects.openRecent': ({ id }) => info(offers.take('project', id)),
    'projects.forgetRecent': async ({ id }) => {
      await recentProjects.forget(offers.take('project', id));
      return undefined;
    },
    'projects.useHost': async ({ id, host }) => {
      const before = await drafts.load();
      const folder = offers.take('project', id);
      const current = await projects.current();
      const isSame = host === null || (current?.folder === folder && current.host === host);
      const used = await projects.useHost(folder, host, before, (taken) => take(taken, before));
      if (!isSame) await vault.cardDone();
      return used;
    },
    'projects.close': async () => {
      await projects.close();
      return undefined;
    },
    'projects.preview': ({ answers }) => projects.preview(answers),
    'projects.save': async ({ answers, overOutside }) => told(await projects.save(answers, overOutside)),
    'projects.saveAs': async ({ answers }) => {
      const folder = await dialogs.openFolder({ title: mainWords().t('window.dialog.save-project') });
      return folder === null ? null : told(await projects.saveIn(folder, answers));
    },
    'projects.exportAnswers': async ({ answers }) => {
      const name =
        typeof answers.hostName === 'string' && /^[a-z0-9-]+$/i.test(answers.hostName) ? answers.hostName : 'pi';
      const title = mainWords().t('window.dialog.export-answers');
      const file = await dialogs.saveFile({ title, suggested: `${name}.answers.json`, filters: JSON_FILES });
      if (file === null) return null;
      await writeAnswers(file, answers);
      return shownPath(file);
    },
    'projects.importAnswers': async () => {
      const file = await dialogs.openFile({
        title: mainWords().t('window.dialog.import-answers'),
        filters: JSON_FILES,
      });
      if (file === null) return null;
      const before = await drafts.load();
      const used = await projects.useAnswers(await readAnswersFile(file), (taken) => take(taken, before));
      // What was typed for one Pi is not another one's, should it have the same name.
      await vault.cardDone();
      return used;
    },
  };
}

function told({ desk, git }: Saved): SavedProject {
  const detail = git !== null && git.state === 'failed' ? git.detail : null;
  const state = git === null ? null : git.state === 'failed' && git.reason === 'ignored' ? 'ignored' : git.state;
  return { shown: shownPath(desk.folder), host: desk.host ?? '', git: state && { state, detail } };
}

/** The hosts of a project that was used before; null for one that is gone, none for one that cannot be read. */
async function hostsIn(folder: string): Promise<readonly string[] | null> {
  try {
    return (await openProject(folder)).hosts;
  } catch (error) {
    if (error instanceof AppError && error.code === 'project-not-found') return null;
    return [];
  }
}
