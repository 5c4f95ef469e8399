import type { ListedBoard } from '../../contract/cli-boards.ts';
import type { KnownIssue } from '../../core/boards/board.ts';
import { boardOf, defaultKernelOf, kernelsOf, type BoardId } from '../../core/boards/index.ts';
import { RELEASE_IDS, type ReleaseId } from '../../core/spec/releases.ts';
import { hasWords, t } from '../words.ts';

/** A board as `--json` has it: with the releases of each kernel written out, and with words. */
export function listedBoard(id: BoardId): ListedBoard {
  const board = boardOf(id);
  const { title, family, system, support, ethernet, uboot } = board;
  const { wifi, bluetooth } = board.radios;
  return {
    ...{ id, title, family, system, memoryMb: [...board.memoryMb], support },
    radios: { wifi: wifi && { ...wifi, bands: [...wifi.bands] }, bluetooth },
    ethernet,
    kernels: board.kernels.map((kernel) => ({
      ...{ id: kernel.id, cached: kernel.cached },
      releases: RELEASE_IDS.filter((release) => kernelsOf(board, release).includes(kernel)),
      interfaces: [...kernel.interfaces],
    })),
    defaultKernel: Object.fromEntries(
      RELEASE_IDS.map((release) => [release, defaultKernelOf(board, release)]),
    ) as Record<ReleaseId, ListedBoard['kernels'][number]['id'] | null>,
    uboot,
    knownIssues: board.knownIssues.map((issue) => ({ ...issue, message: issueWords(issue) })),
    instead: support === 'unsupported' ? t('board.instead') : null,
  };
}

function issueWords({ code }: KnownIssue): string {
  const key = `board.issue.${code}`;
  return hasWords(key) ? t(key) : code;
}
