import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { CALLS, type CallInput, type CallName, type CallOutput, type Handlers } from '../../../src/contract/api.ts';
import { DRAFT_FORMAT, type Draft, type DraftAnswers } from '../../../src/contract/window/draft.ts';
import type { CurrentProject, ProjectUnnoted } from '../../../src/contract/window/projects.ts';
import type { Dialogs } from '../../../src/main/dialogs.ts';
import { createDrafts, type Drafts } from '../../../src/main/drafts/draft-file.ts';
import { createOffers, type Offers } from '../../../src/main/offers.ts';
import { projectsHandlers } from '../../../src/main/projects/projects-handlers.ts';
import type { Projects } from '../../../src/main/projects/projects.ts';
import { createProjectServices } from '../../../src/main/projects/set-up.ts';
import { someAnswers } from '../../core/spec/some-answers.ts';
import { tempFolder } from '../../support/temp-folder.ts';

type ProjectsCall = Extract<CallName, `projects.${string}`>;

/** Main's side of projects on a disk of its own. */
export interface SomeProjects {
  readonly home: string;
  readonly projects: Projects;
  readonly drafts: Drafts;
  readonly offers: Offers;
  /** What the page was told last; undefined before. */
  readonly told: () => CurrentProject | null | undefined;
  /** What the page was told last of what could not be noted; undefined before. */
  readonly unnoted: () => ProjectUnnoted | null | undefined;
  /** What the dialogs so far were called. */
  readonly titles: readonly string[];
  /** How often what was typed for one Pi was forgotten. */
  readonly cleared: () => number;
  /** What the person answers in the next dialog. */
  readonly choose: (path: string | null) => void;
  /** A call as the gate does it: both ways through the schemas. */
  readonly call: <Name extends ProjectsCall>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>;
  /** The same disk after a restart. */
  readonly restart: () => SomeProjects;
}

export async function someProjects(): Promise<SomeProjects> {
  const root = await tempFolder();
  await mkdir(path.join(root, 'home'));
  return start(path.join(root, 'home'), path.join(root, 'window'));
}

function start(home: string, folder: string): SomeProjects {
  const offers = createOffers();
  const drafts = createDrafts(folder);
  let told: CurrentProject | null | undefined;
  let chosen: string | null = null;
  const titles: string[] = [];
  const answer = ({ title }: { readonly title: string }): Promise<string | null> => {
    titles.push(title);
    return Promise.resolve(chosen);
  };
  const dialogs: Dialogs = { openFile: answer, openFolder: answer, saveFile: answer };
  const publish = (project: CurrentProject | null): void => {
    told = project;
  };
  let unnoted: ProjectUnnoted | null | undefined;
  const onNoted = (failure: ProjectUnnoted | null): void => {
    unnoted = failure;
  };
  const services = createProjectServices({ folder, offers, drafts, publish, onNoted, home });
  let cleared = 0;
  const vault = { cardDone: () => Promise.resolve(void (cleared += 1)) };
  const handlers: Pick<Handlers, ProjectsCall> = projectsHandlers({ ...services, offers, drafts, dialogs, vault });
  return {
    ...{ titles, home, drafts, offers, projects: services.projects, told: () => told, cleared: () => cleared },
    unnoted: () => unnoted,
    choose: (choice) => {
      chosen = choice;
    },
    call: async (name, input) => {
      const handler = handlers[name] as (input: unknown) => unknown;
      const output: unknown = await handler(CALLS[name].input.parse(input));
      return CALLS[name].output.parse(output) as CallOutput<typeof name>;
    },
    restart: () => start(home, folder),
  };
}

/** Answers that can be saved, as a draft has them. */
export function draftAnswers(other: object = {}): DraftAnswers {
  return someAnswers(other);
}

export function draftWith(answers: DraftAnswers): Draft {
  return { format: DRAFT_FORMAT, way: 'pi', step: 'region', visited: ['board'], answers, place: 'here', how: 'auto' };
}
