import { useState, type ReactNode } from 'react';
import type { Board } from '../../../src/core/boards/board.ts';
import { BOARD_IDS, BOARDS, type BoardId } from '../../../src/core/boards/index.ts';
import { BoardDrawing } from '../../drawings/board-drawing.tsx';
import { boardOfAnswers, releaseOfAnswers } from '../../state/board-of.ts';
import { problemWords } from '../../state/problem-words.ts';
import { useDraft } from '../../state/use-draft.ts';
import { isText, useField } from '../../state/use-field.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { Link } from '../../ui/link.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { useWords } from '../../words/use-words.ts';
import { BoardFacts } from './board-facts.tsx';
import { BoardFilter, fits, NO_FILTER } from './board-filter.tsx';
import { GoodToKnow } from './good-to-know.tsx';
import { BRAND, shortTitle } from './short-title.ts';

/** By family, as people look for theirs; within one in the order of the list. */
const NEWEST_FIRST = BOARDS.toSorted((one, other) => other.family.localeCompare(one.family));

/** Which Raspberry Pi it is for: a card each, the refused ones with their reason. */
export function BoardPage(): ReactNode {
  const words = useWords();
  const { answers } = useDraft();
  const { value, set, problem } = useField('board', isText);
  const [filter, setFilter] = useState(NO_FILTER);
  const release = releaseOfAnswers(answers);
  const chosen = boardOfAnswers(answers);
  const shown = NEWEST_FIRST.filter((board) => fits(board, filter));
  const { t } = words;
  return (
    <div className="flex flex-col gap-4">
      <BoardFilter filter={filter} onChange={setFilter} count={shown.length} />
      {shown.length > 0 ? (
        <ChoiceCards<BoardId>
          label={t('window.step.board.cards')}
          path="board"
          problem={problem && problemWords(words, problem)}
          value={BOARD_IDS.find((id) => id === value) ?? null}
          onChange={set}
          choices={shown.map((board) => ({
            id: idOf(board),
            title: <Title board={board} />,
            figure: <Figure board={board} />,
            isRefused: board.support === 'unsupported',
            children: <BoardFacts board={board} release={release} />,
          }))}
        />
      ) : (
        <p className="text-text-2">
          {t('window.step.board.none-fits')}{' '}
          <Link onPress={() => setFilter(NO_FILTER)}>{t('window.step.board.show-all')}</Link>
        </p>
      )}
      {chosen !== null && <GoodToKnow board={chosen} />}
      <p className="text-small text-text-2">{t('window.step.board.not-sure')}</p>
    </div>
  );
}

/** Read out in full. */
function Title({ board }: { readonly board: Board }): ReactNode {
  return (
    <>
      <VisuallyHidden>{BRAND}</VisuallyHidden>
      {shortTitle(board)}
    </>
  );
}

/** As high for a small board as for a large one, so that the names of a row stand in line. */
function Figure({ board }: { readonly board: Board }): ReactNode {
  return (
    <span className="flex h-20 items-center">
      <BoardDrawing board={idOf(board)} isRefused={board.support === 'unsupported'} />
    </span>
  );
}

/** Each board of the list is there under its own id. */
function idOf({ id }: Board): BoardId {
  return BOARD_IDS.find((known) => known === id) ?? 'pi4';
}
