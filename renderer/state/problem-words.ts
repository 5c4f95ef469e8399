import type { Problem } from '../../src/core/spec/codes.ts';
import type { Words } from '../../src/words/words.ts';

/** What is wrong with an answer, as it is said at its field. The terminal's words, where the window needs no others. */
export function problemWords({ t, hasWords }: Words, { code, facts }: Pick<Problem, 'code' | 'facts'>): string {
  const own = `window.problem.${code}`;
  return t(hasWords(own) ? own : `setting.problem.${code}`, facts);
}
