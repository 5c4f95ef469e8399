import type { Finding } from '../../../src/core/doctor/finding.ts';
import type { Words } from '../../../src/words/words.ts';

/** What was found, in the window's words where the doctor's are the terminal's. */
export function findingWords({ t, hasWords }: Words, { id, state, facts }: Finding): string {
  const key = [`window.where.finding.${id}.${state}`, `doctor.${id}.${state}`].find(hasWords);
  return key === undefined ? `${id}: ${state}` : t(key, facts);
}
