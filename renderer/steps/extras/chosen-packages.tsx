import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { completedOf } from '../../state/completed.ts';
import { problemWords } from '../../state/problem-words.ts';
import { useDraft } from '../../state/use-draft.ts';
import { IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../words/use-words.ts';

export interface ChosenPackagesProps {
  readonly names: readonly string[];
  /** Whether somebody has said that there is such a package. */
  readonly isKnown: (name: string) => boolean;
  readonly onRemove: (at: number) => void;
}

/** The packages that the Pi gets, each with what is wrong with it. */
export function ChosenPackages({ names, isKnown, onRemove }: ChosenPackagesProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const completed = completedOf(useDraft().answers);
  if (names.length === 0) return null;
  const problemAt = (at: number) =>
    completed.type === 'refused' && completed.problems.find(({ path }) => path === `packages[${String(at)}]`);
  return (
    <Panel padding="none">
      <ul aria-label={t('window.extras.packages.chosen')} className="divide-y divide-line">
        {names.map((name, at) => {
          const problem = problemAt(at);
          return (
            // The same name can be there twice, which is then said.
            <li key={`${name} ${String(at)}`} className="flex flex-wrap items-center gap-x-3 py-1 ps-3.5 pe-1.5">
              <code className="text-small">{name}</code>
              <span className="min-w-0 flex-1">
                {problem ? (
                  <Tag tone="danger">{problemWords(words, problem)}</Tag>
                ) : (
                  !isKnown(name) && <Tag tone="warn">{t('window.extras.packages.unchecked')}</Tag>
                )}
              </span>
              <IconButton icon={X} label={t('window.extras.packages.remove', { name })} onPress={() => onRemove(at)} />
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
