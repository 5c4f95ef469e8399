import { basename } from 'node:path';
import type { DraftAnswers } from '../../contract/window/draft.ts';
import type { CurrentProject, ProjectUnnoted } from '../../contract/window/projects.ts';
import { completeSettings } from '../../core/spec/complete.ts';
import { formatSettings } from '../../core/spec/settings-text.ts';
import { sha256 } from '../../node/projects/files.ts';
import { openProject, type Project } from '../../node/projects/open.ts';
import type { Desk, DeskFile } from './desk-file.ts';
import { shownPath } from './shown-path.ts';

export interface DeskState {
  /**
   * What was left there when the program last ended, whether it can be read now or not: only the person lets go of it.
   * Never rejects.
   */
  get(): Promise<Desk | null>;
  put(desk: Desk | null): Promise<void>;
  /** The draft has other answers now. */
  answered(answers: DraftAnswers): void;
}

export interface DeskOptions {
  readonly file: DeskFile;
  readonly home: string;
  /** The id by which the page knows a folder. */
  readonly idOf: (folder: string) => string;
  readonly publish: (project: CurrentProject | null) => void;
  /** Told whenever it is noted which project it is, or cannot be: what is not noted is gone after a restart. */
  readonly onNoted: (failure: ProjectUnnoted | null) => void;
}

type Shown = Omit<CurrentProject, 'saved'>;

/** The project that the draft belongs to, and what the page is told of it. */
export function createDesk({ file, home, idOf, publish, onNoted }: DeskOptions): DeskState {
  let desk: Promise<Desk | null> | null = null;
  let shown: { readonly project: Shown; readonly desk: Desk } | null = null;
  let answers: DraftAnswers = {};
  let told: string | null = null;

  const tell = (): void => {
    const value = shown && { ...shown.project, saved: savedState(shown.desk, answers) };
    const text = JSON.stringify(value);
    if (text === told) return;
    told = text;
    publish(value);
  };
  const show = async (next: Desk | null): Promise<void> => {
    const project = next && (await openProject(next.folder).catch(() => null));
    shown = next && project && { desk: next, project: shownProject(project, next, idOf(next.folder), home) };
    tell();
  };
  return {
    get: async () => {
      const now = await (desk ??= file.read());
      // Not read yet, or not readable until now: a disk that is mounted by and by.
      if (shown?.desk !== now) await show(now);
      return now;
    },
    put: async (next) => {
      desk = Promise.resolve(next);
      await show(next);
      onNoted(await file.write(next));
    },
    answered: (newest) => {
      answers = newest;
      tell();
    },
  };
}

function shownProject({ hosts, release }: Project, { folder, host }: Desk, id: string, home: string): Shown {
  return { id, name: basename(folder), shown: shownPath(folder, home), hosts: [...hosts], release, host };
}

/** Whether the answers are what was last read from the project, or written to it. */
function savedState({ host, base }: Desk, answers: DraftAnswers): CurrentProject['saved'] {
  if (host === null || base === null) return 'no';
  const completed = completeSettings(answers);
  return completed.type === 'complete' && sha256(formatSettings(completed.settings)) === base ? 'yes' : 'changed';
}
