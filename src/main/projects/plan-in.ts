import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DraftAnswers } from '../../contract/window/draft.ts';
import { PROJECT_FILE } from '../../core/projects/layout.ts';
import { writing } from '../../node/projects/files.ts';
import { planSave, type SavePlan } from './plan-save.ts';

/**
 * What saving to a folder that the person chose does: a project there gets one more host. Any other folder with something in it
 * gets a project in a folder of its own, so that nothing is mixed up.
 */
export async function planIn(folder: string, answers: DraftAnswers, home: string): Promise<SavePlan> {
  const names = await writing(folder, () => readdir(folder));
  if (names.includes(PROJECT_FILE)) return planSave({ folder, host: null, base: null }, answers, home);
  const plan = await planSave(null, answers, home);
  const isEmpty = names.every((name) => name === '.git');
  return isEmpty || plan.settings === null
    ? { ...plan, folder }
    : { ...plan, folder: join(folder, plan.settings.hostName) };
}
