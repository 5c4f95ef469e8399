import type { ReactNode } from 'react';
import type { Board, KnownIssue } from '../../../src/core/boards/board.ts';
import type { Words } from '../../../src/words/words.ts';
import { Banner } from '../../ui/banner.tsx';
import { useWords } from '../../words/use-words.ts';

/** What is known not to work, or not as one expects, on the board that was chosen; nothing when there is nothing. */
export function GoodToKnow({ board }: { readonly board: Board }): ReactNode {
  const words = useWords();
  const { t } = words;
  const issues = board.knownIssues.map((issue) => issueWords(words, issue)).filter((text) => text !== null);
  if (issues.length === 0) return null;
  return (
    <Banner
      tone={board.support === 'full' ? 'info' : 'warn'}
      title={t('window.step.board.good-to-know', { board: board.title })}
    >
      <ul className="mt-1 list-disc ps-4">
        {issues.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {board.support === 'unsupported' && <p className="mt-1">{t('board.instead')}</p>}
    </Banner>
  );
}

/** The terminal's words name settings; the window's name the fields. */
function issueWords({ t, hasWords }: Words, { code }: KnownIssue): string | null {
  return [`window.step.board.issue.${code}`, `board.issue.${code}`].filter(hasWords).map((key) => t(key))[0] ?? null;
}
