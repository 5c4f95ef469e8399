import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CurrentProject, ProjectUnnoted } from '../../contract/window/projects.ts';
import type { Drafts } from '../drafts/draft-file.ts';
import type { Offers } from '../offers.ts';
import { createDesk } from './desk.ts';
import { createDeskFile } from './desk-file.ts';
import { createProjects, type Projects } from './projects.ts';
import { createRecentProjects, type RecentProjects } from './recent-projects.ts';

declare module '../offers.ts' {
  interface OfferKinds {
    /** The folder of a project. */
    readonly project: string;
  }
}

export interface ProjectServices {
  readonly projects: Projects;
  readonly recentProjects: RecentProjects;
  /** The id by which the page knows a folder: always the same for the same one. */
  readonly projectFolders: (folder: string) => string;
}

export interface ProjectServicesOptions {
  /** Where what belongs to the window is kept. */
  readonly folder: string;
  readonly offers: Offers;
  readonly drafts: Drafts;
  readonly publish: (project: CurrentProject | null) => void;
  readonly onNoted: (failure: ProjectUnnoted | null) => void;
  readonly home?: string;
}

/** What main knows of projects; takes up the one that the draft belonged to when the program last ended. */
export function createProjectServices(options: ProjectServicesOptions): ProjectServices {
  const { folder, offers, drafts, publish, onNoted, home = homedir() } = options;
  const ids = new Map<string, string>();
  const projectFolders = (path: string): string => {
    const id = ids.get(path) ?? offers.offer('project', path);
    ids.set(path, id);
    return id;
  };
  const file = createDeskFile(join(folder, 'project.json'), home);
  const desk = createDesk({ file, home, idOf: projectFolders, publish, onNoted });
  const recentProjects = createRecentProjects(join(folder, 'recent-projects.json'));
  const projects = createProjects({ desk, recent: recentProjects, home });
  drafts.watch((draft) => (draft === null ? void projects.close() : desk.answered(draft.answers)));
  void drafts.load().then(async (draft) => {
    if (draft) desk.answered(draft.answers);
    await desk.get();
  });
  return { projects, recentProjects, projectFolders };
}
