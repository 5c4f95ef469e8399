import { useState, type ReactNode } from 'react';
import { completedOf } from '../../state/completed.ts';
import { isBelow } from '../../state/paths.ts';
import { problemWords } from '../../state/problem-words.ts';
import { useDraft } from '../../state/use-draft.ts';
import { isText, useField } from '../../state/use-field.ts';
import { useWarnings } from '../../state/use-warnings.ts';
import { Tag } from '../../ui/tag.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useWords } from '../../words/use-words.ts';

const PATH = 'configTxt';

/** Lines for the firmware, each judged: what is wrong or useless is said with the line itself. */
export function ConfigTxt(): ReactNode {
  const words = useWords();
  const { t } = words;
  const { answers } = useDraft();
  const { value = [], set, problem, onBlur } = useField(PATH, isLines);
  const [text, setText] = useState(value.join('\n'));
  const completed = completedOf(answers);
  const problems = completed.type === 'refused' && problem !== null ? completed.problems : [];
  const said = [
    ...problems.filter(({ path }) => isBelow(path, PATH)).map((one) => ({ ...one, kind: 'problem' as const })),
    ...useWarnings(PATH).map((one) => ({ ...one, kind: 'warning' as const })),
  ];
  return (
    <div className="flex flex-col gap-1">
      <TextArea
        path={PATH}
        label={t('window.extras.config-txt')}
        help={t('window.extras.config-txt.help')}
        isOptional
        isMono
        rows={3}
        value={text}
        onChange={(typed) => {
          setText(typed);
          set(linesOf(typed));
        }}
        onBlur={onBlur}
        problem={problem && t('window.extras.config-txt.problem')}
      />
      {said.map((one) => (
        <Tag key={one.path} tone={one.kind === 'problem' ? 'danger' : 'warn'}>
          {t('window.extras.config-txt.line', {
            line: value[indexOf(one.path)] ?? '',
            says: one.kind === 'problem' ? problemWords(words, one) : t(`setting.warning.${one.code}`, one.facts),
          })}
        </Tag>
      ))}
    </div>
  );
}

/** Empty lines and blanks around a line mean nothing to the firmware. */
function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function indexOf(path: string): number {
  return Number(/\[(\d+)\]/.exec(path)?.[1] ?? -1);
}

function isLines(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}
