import type { Board } from '../../../src/core/boards/board.ts';

/** Every title begins with it, and where boards stand beside one another it tells none from the others. */
export const BRAND = 'Raspberry ';

/** "Pi 4 Model B": for the side bar and the cards, which are narrow. */
export function shortTitle({ title }: Pick<Board, 'title'>): string {
  return title.replace(BRAND, '');
}
