import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { DraftAnswers } from '../../contract/window/draft.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { takeAnswers, type TakenAnswers } from '../../core/projects/take-answers.ts';
import { completeSettings } from '../../core/spec/complete.ts';
import { parseJson } from '../../core/spec/json-text.ts';
import { formatSettings } from '../../core/spec/settings-text.ts';
import { SETTINGS_FORMAT } from '../../core/spec/settings.ts';
import { isPlainObject } from '../../core/spec/tree.ts';
import { replaceFiles } from '../../node/projects/files.ts';
import { readGiven } from '../../node/projects/given-files.ts';

/** Far more than any answers have. */
const MAX_BYTES = 150_000;

/** Answers as `nixberry new --answers` takes them, unfinished ones too: complete with their defaults when they are right. */
function answersText(answers: DraftAnswers): string {
  const completed = completeSettings(answers);
  if (completed.type === 'complete') return formatSettings(completed.settings);
  return `${JSON.stringify(takeAnswers(answers).answers, null, 2)}\n`;
}

/** Writes answers to a file that the person has named. Throws AppError `project-write-failed`. */
export function writeAnswers(file: string, answers: DraftAnswers): Promise<void> {
  return replaceFiles(dirname(file), new Map([[basename(file), answersText(answers)]]));
}

/**
 * Reads answers, right or wrong; what must not be in a draft stays out of it. Throws AppError `answers-unreadable`, and
 * `project-newer` for those of a newer Nixberry.
 */
export async function readAnswersFile(file: string): Promise<TakenAnswers> {
  const bytes = (await stat(file).catch(() => null))?.size ?? 0;
  if (bytes > MAX_BYTES) throw new AppError('answers-unreadable', { file, reason: 'too-large', bytes });
  const json = parseJson(await readGiven(file));
  if (json.type === 'broken') throw new AppError('answers-unreadable', { file, reason: 'json', ...json.place });
  if (!isPlainObject(json.value))
    throw new AppError('answers-unreadable', { file, reason: 'json', line: 1, column: 1 });
  const { format } = json.value;
  if (typeof format === 'number' && format > SETTINGS_FORMAT)
    throw new AppError('project-newer', { file, format, known: SETTINGS_FORMAT });
  return takeAnswers(json.value);
}
