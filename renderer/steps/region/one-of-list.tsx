import type { ReactNode } from 'react';
import { isText, useField } from '../../state/use-field.ts';
import { problemWords } from '../../state/problem-words.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import type { Choice } from '../../ui/list-parts.tsx';
import { useWords } from '../../words/use-words.ts';

export interface OneOfListProps {
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly choices: readonly Choice[];
  /** Core's own, while nothing is answered. */
  readonly fallback: string;
}

/** An answer out of a long list. One that the list does not have, as of an imported file, stays and stands first. */
export function OneOfList({ path, label, help, choices, fallback }: OneOfListProps): ReactNode {
  const words = useWords();
  const { value = fallback, set, problem, onBlur } = useField(path, isText);
  const all = choices.some(({ id }) => id === value) ? choices : [{ id: value, text: value }, ...choices];
  return (
    <ComboBox
      path={path}
      label={label}
      help={help}
      choices={all}
      value={value}
      onChange={(chosen) => {
        if (chosen !== null) set(chosen);
      }}
      onBlur={onBlur}
      problem={problem && problemWords(words, problem)}
    />
  );
}
