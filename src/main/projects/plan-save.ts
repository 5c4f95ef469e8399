import type { DraftAnswers } from '../../contract/window/draft.ts';
import type { Preview } from '../../contract/window/projects.ts';
import { configurationPath, hostFolder, settingsPath } from '../../core/projects/layout.ts';
import { completeSettings } from '../../core/spec/complete.ts';
import { DEFAULT_RELEASE, RELEASE_IDS, type ReleaseId } from '../../core/spec/releases.ts';
import type { Problem } from '../../core/spec/codes.ts';
import type { Settings } from '../../core/spec/settings.ts';
import { changedFiles, hostFiles } from '../../node/projects/change.ts';
import { projectFiles } from '../../node/projects/create.ts';
import { firstConfiguration, fixedFiles } from '../../node/projects/fixed-files.ts';
import { openProject, type Project } from '../../node/projects/open.ts';
import { othersWithRelease, type OtherHosts } from '../../node/projects/present-answers.ts';
import { defaultFolder } from './default-folder.ts';
import type { Desk } from './desk-file.ts';

/** What saving would do. Nothing of it is done yet. */
export interface SavePlan {
  readonly step: Preview['step'];
  readonly folder: string;
  /** Null where it is made. */
  readonly project: Project | null;
  /** The host as the project has it now; null for a new one. */
  readonly host: string | null;
  /** Null while the answers are not right. */
  readonly settings: Settings | null;
  readonly problems: readonly Problem[];
  /** The other hosts, where the release of the project changes; null where it does not. */
  readonly others: OtherHosts | null;
  /** Every file that is written, by its path in the project. */
  readonly writes: ReadonlyMap<string, string>;
}

/** What saving answers does with the project of the draft, or with a new one in `home`. Throws as `openProject` and `readHost`. */
export async function planSave(desk: Desk | null, answers: DraftAnswers, home: string): Promise<SavePlan> {
  const completed = completeSettings(answers);
  const settings = completed.type === 'complete' ? completed.settings : null;
  const problems = completed.type === 'refused' ? completed.problems : [];
  const facts = { settings, problems, others: null };
  if (desk === null) {
    const folder = await defaultFolder(home, answers.hostName);
    const writes = settings ? await projectFiles(settings) : await unfinishedProject(answers);
    return { ...facts, step: 'create', folder, project: null, host: null, writes };
  }
  const project = await openProject(desk.folder);
  const { folder } = project;
  // Somebody may have removed it meanwhile.
  const host = desk.host !== null && project.hosts.includes(desk.host) ? desk.host : null;
  if (host === null) {
    const writes = settings ? await hostFiles(settings) : await unfinishedHost(answers);
    return { ...facts, step: 'add', folder, project, host, writes };
  }
  if (settings === null) {
    const writes = new Map([[settingsPath(host), unfinished(answers)]]);
    return { ...facts, step: 'change', folder, project, host, writes };
  }
  const released = settings.release !== project.release;
  const others = released ? await othersWithRelease(project, host, settings.release) : null;
  const writes = await changedFiles(project, settings, others?.type === 'settings' ? others.settings : null);
  return { ...facts, step: settings.hostName === host ? 'change' : 'rename', folder, project, host, others, writes };
}

/** Where the settings of the planned host are. */
export function plannedPath({ host, settings, writes }: SavePlan): string {
  if (settings) return settingsPath(settings.hostName);
  return host === null
    ? ([...writes.keys()].find((path) => path.endsWith('/settings.json')) ?? '')
    : settingsPath(host);
}

async function unfinishedProject(answers: DraftAnswers): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await fixedFiles(releaseOf(answers))), ...(await unfinishedHost(answers))]);
}

async function unfinishedHost(answers: DraftAnswers): Promise<ReadonlyMap<string, string>> {
  const host = typeof answers.hostName === 'string' && /^[a-z0-9-]+$/.test(answers.hostName) ? answers.hostName : '…';
  return new Map([
    [settingsPath(host), unfinished(answers)],
    [configurationPath(host), await firstConfiguration()],
  ]);
}

/** Answers as far as they are given. */
function unfinished(answers: DraftAnswers): string {
  return `${JSON.stringify(answers, null, 2)}\n`;
}

function releaseOf({ release }: DraftAnswers): ReleaseId {
  return RELEASE_IDS.find((id) => id === release) ?? DEFAULT_RELEASE;
}

/** The folder of a host that gets another name, before and after; null for any other step. */
export function movedFolders({
  step,
  host,
  settings,
}: SavePlan): { readonly from: string; readonly to: string } | null {
  if (step !== 'rename' || host === null || settings === null) return null;
  return { from: hostFolder(host), to: hostFolder(settings.hostName) };
}
