import type { ReleaseId } from '../spec/releases.ts';
import type { Board, Kernel, KernelChoice } from './board.ts';
import { cm3 } from './cm3.ts';
import { cm4 } from './cm4.ts';
import { cm5 } from './cm5.ts';
import { pi1 } from './pi1.ts';
import { pi2 } from './pi2.ts';
import { pi2v12 } from './pi2v12.ts';
import { pi3 } from './pi3.ts';
import { pi3plus } from './pi3plus.ts';
import { pi4 } from './pi4.ts';
import { pi400 } from './pi400.ts';
import { pi5 } from './pi5.ts';
import { pi500 } from './pi500.ts';
import { zero } from './zero.ts';
import { zero2w } from './zero2w.ts';
import { zerow } from './zerow.ts';

/** Every board's id, in the order in which they are listed. */
export const BOARD_IDS = [
  'zero2w',
  'pi3',
  'pi3plus',
  'cm3',
  'pi4',
  'pi400',
  'cm4',
  'pi5',
  'pi500',
  'cm5',
  'pi2v12',
  'pi2',
  'pi1',
  'zero',
  'zerow',
] as const;

export type BoardId = (typeof BOARD_IDS)[number];

const BY_ID: Readonly<Record<BoardId, Board>> = {
  zero2w,
  pi3,
  pi3plus,
  cm3,
  pi4,
  pi400,
  cm4,
  pi5,
  pi500,
  cm5,
  pi2v12,
  pi2,
  pi1,
  zero,
  zerow,
};

/** Every board, also those that NixOS does not support: a person who has one is told so. */
export const BOARDS: readonly Board[] = BOARD_IDS.map((id) => BY_ID[id]);

/** The board of this id. */
export function boardOf(id: BoardId): Board {
  return BY_ID[id];
}

/** The kernels that a board has under a release, the default first; none when the board is not supported. */
export function kernelsOf(board: Board, release: ReleaseId): readonly KernelChoice[] {
  return board.kernels.filter(({ releases }) => releases?.includes(release) ?? true);
}

/** What a person gets who chooses none; null when the board is not supported. */
export function defaultKernelOf(board: Board, release: ReleaseId): Kernel | null {
  return kernelsOf(board, release)[0]?.id ?? null;
}
