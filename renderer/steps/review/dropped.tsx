import type { ReactNode } from 'react';
import { problemWords } from '../../state/problem-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { useWords } from '../../words/use-words.ts';
import { useReview } from './use-review.ts';

/** What of a file did not become an answer; nothing when everything did. */
export function Dropped(): ReactNode {
  const words = useWords();
  const { dropped } = useReview();
  if (dropped.length === 0) return null;
  return (
    <Banner tone="warn" title={words.t('window.review.dropped', { count: dropped.length })}>
      <ul>
        {dropped.map(({ path, code, facts }) => (
          <li key={path} className="break-words">
            {words.t('window.review.dropped.one', { path, problem: problemWords(words, { code, facts }) })}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
