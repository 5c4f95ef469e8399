import type { DraftAnswers } from '../../src/contract/window/draft.ts';
import type { Board, KernelChoice } from '../../src/core/boards/board.ts';
import { BOARD_IDS, boardOf, kernelsOf } from '../../src/core/boards/index.ts';
import { DEFAULT_RELEASE, RELEASE_IDS, type ReleaseId } from '../../src/core/spec/releases.ts';

/** The board that was chosen; null while none is. */
export function boardOfAnswers({ board }: DraftAnswers): Board | null {
  const id = BOARD_IDS.find((known) => known === board);
  return id === undefined ? null : boardOf(id);
}

/** The release that was chosen, or the default. */
export function releaseOfAnswers({ release }: DraftAnswers): ReleaseId {
  return RELEASE_IDS.find((known) => known === release) ?? DEFAULT_RELEASE;
}

/** The kernel that was chosen, if the board has it, or the board's default; null where there is none at all. */
export function kernelOfAnswers(answers: DraftAnswers): KernelChoice | null {
  const board = boardOfAnswers(answers);
  const offered = board === null ? [] : kernelsOf(board, releaseOfAnswers(answers));
  if (answers.kernel === undefined) return offered[0] ?? null;
  return offered.find(({ id }) => id === answers.kernel) ?? null;
}
