import { boardOfAnswers } from '../../state/board-of.ts';
import { settingLacks } from '../../state/setting-lacks.ts';
import type { StepDefinition } from '../step.ts';
import { shortTitle } from './short-title.ts';
import { BoardPage } from './page.tsx';

export const boardStep: StepDefinition = {
  id: 'board',
  group: 'describe',
  lacks: (situation) => settingLacks(situation, ['board']),
  answer: ({ draft }) => {
    const board = boardOfAnswers(draft.answers);
    return board && shortTitle(board);
  },
  Page: BoardPage,
};
