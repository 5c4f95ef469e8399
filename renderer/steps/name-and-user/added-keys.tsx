import type { ReactNode } from 'react';
import { problemWords } from '../../state/problem-words.ts';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Added } from './use-adding.ts';

/** So many lines that are no keys are told of one by one. */
const MAX_PROBLEMS = 5;

/** What has become of the last attempt to add keys, told to screen readers, too. */
export function AddedKeys({ last }: { readonly last: Added | null }): ReactNode {
  return (
    <div role="status" className="flex flex-col gap-1 px-2 not-empty:py-1.5">
      {last?.type === 'failed' && (
        <Tag tone="danger">
          {last.words.message} {last.words.next}
        </Tag>
      )}
      {last?.type === 'read' && <ReadOnes {...last} />}
    </div>
  );
}

function ReadOnes({ added, found, problems }: Extract<Added, { type: 'read' }>): ReactNode {
  const words = useWords();
  const { t } = words;
  const isPrivate = problems.some(({ code }) => code === 'ssh-key-private');
  if (isPrivate) return <Tag tone="danger">{t('window.step.name-and-user.key.private')}</Tag>;
  return (
    <>
      {found > 0 && <Tag tone="ok">{t('window.step.name-and-user.key.added', { added, known: found - added })}</Tag>}
      {found === 0 && problems.length === 0 && <Tag tone="warn">{t('window.step.name-and-user.key.none')}</Tag>}
      {problems.slice(0, MAX_PROBLEMS).map(({ line, code }) => (
        <Tag key={line} tone="danger">
          {t('window.step.name-and-user.key.line', { line, problem: problemWords(words, { code, facts: {} }) })}
        </Tag>
      ))}
      {problems.length > MAX_PROBLEMS && (
        <Tag tone="danger">{t('window.step.name-and-user.key.lines', { count: problems.length - MAX_PROBLEMS })}</Tag>
      )}
    </>
  );
}
