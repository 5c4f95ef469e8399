import { completedOf } from '../../state/completed.ts';
import { problemWords } from '../../state/problem-words.ts';
import { useDraft } from '../../state/use-draft.ts';
import { useWords } from '../../words/use-words.ts';

/** What is wrong with a choice: it is made at once, so that it is said at once. Null when nothing is. */
export function useProblem(path: string): string | null {
  const words = useWords();
  const completed = completedOf(useDraft().answers);
  const found = completed.type === 'refused' ? completed.problems.find((problem) => problem.path === path) : undefined;
  return found === undefined ? null : problemWords(words, found);
}
