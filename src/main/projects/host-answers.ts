import { join } from 'node:path';
import type { Draft } from '../../contract/window/draft.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { settingsPath } from '../../core/projects/layout.ts';
import { takeAnswers, type TakenAnswers } from '../../core/projects/take-answers.ts';
import { sha256 } from '../../node/projects/files.ts';
import type { Project } from '../../node/projects/open.ts';
import { presentAnswers } from '../../node/projects/present-answers.ts';
import { readTexts } from '../../node/projects/texts.ts';

/** What a draft is made of, and the hash of the settings that it was made of. */
interface HostAnswers {
  readonly taken: TakenAnswers;
  readonly base: string | null;
}

/** The draft goes on as one more host, which has the release of the project. */
export function newHost({ release }: Project, before: Draft | null): HostAnswers {
  return { taken: { answers: { ...before?.answers, release }, dropped: [] }, base: null };
}

/** A host as the project has it. Throws AppError `project-broken` for settings that are no JSON. */
export async function answersOf(project: Project, host: string): Promise<HostAnswers> {
  const path = settingsPath(host);
  const present = await presentAnswers(project, host);
  if (present.type === 'unreadable') {
    const [{ code, line, column } = { code: 'json-syntax', line: 1, column: 1 }] = present.problems;
    const file = join(project.folder, path);
    throw new AppError('project-broken', { file, line, column, path: null, reason: code });
  }
  const text = (await readTexts(project.folder, [path])).get(path) ?? '';
  return { taken: takeAnswers(present.answers), base: sha256(text) };
}
