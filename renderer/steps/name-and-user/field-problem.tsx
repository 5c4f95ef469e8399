import type { ReactNode } from 'react';
import type { Words } from '../../../src/words/words.ts';
import { focusField } from '../../state/focus-field.ts';
import { problemWords } from '../../state/problem-words.ts';
import type { Field } from '../../state/use-field.ts';
import { Link } from '../../ui/link.tsx';

/** What is wrong with a name, and the nearest one that is right, to be taken with one press. Null while nothing is. */
export function fieldProblem(words: Words, path: string, field: Field<string>, mended: string | null): ReactNode {
  if (field.problem === null) return null;
  const take = (name: string): void => {
    field.set(name);
    focusField(path);
  };
  return (
    <>
      {problemWords(words, field.problem)}{' '}
      {mended !== null && (
        <Link onPress={() => take(mended)}>{words.t('window.step.name-and-user.use', { name: mended })}</Link>
      )}
    </>
  );
}
