import type { Board } from '../../../src/core/boards/board.ts';
import { kernelsOf } from '../../../src/core/boards/index.ts';
import type { ReleaseId } from '../../../src/core/spec/releases.ts';
import type { Tone } from '../../ui/tone.ts';

/** How well a board is supported, as a person feels it: `slower` when its own kernel is compiled and the rest is not. */
export type SupportLevel = 'full' | 'slower' | 'experimental' | 'unsupported';

export function supportOf(board: Board, release: ReleaseId): SupportLevel {
  if (board.support !== 'full') return board.support;
  return kernelsOf(board, release)[0]?.cached === true ? 'full' : 'slower';
}

/** Nothing is destroyed by a board that is not supported, so it is not red. */
export const SUPPORT_TONES: Readonly<Record<SupportLevel, Tone | 'plain'>> = {
  full: 'ok',
  slower: 'warn',
  experimental: 'warn',
  unsupported: 'plain',
};
