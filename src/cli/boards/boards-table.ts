import type { ListedBoard } from '../../contract/cli-boards.ts';
import type { Style } from '../render/style.ts';
import { table } from '../render/table.ts';
import { wrap } from '../render/wrap.ts';
import { t } from '../words.ts';

const HEAD = ['board', 'name', 'memory', 'Wi-Fi', 'supported, with kernel'] as const;
const MB_PER_GB = 1024;
/** Every title begins with it. */
const BRAND = 'Raspberry Pi ';

/** The boards as a table for people, and below it what is known not to work, each with the boards it is about. */
export function boardsTable(boards: readonly ListedBoard[], style: Style, columns: number): string {
  const rows = boards.map((board) => [
    style.bold(board.id),
    board.title.replace(BRAND, ''),
    memory(board.memoryMb),
    board.radios.wifi?.bands.map((band) => band.replace(' GHz', '')).join(', ') ?? '-',
    supported(board, style),
  ]);
  return [table([HEAD.map(style.dim), ...rows], columns), ...notes(boards, style, columns)].join('\n');
}

/** The largest says most, and lines are short. */
function memory(sizesMb: readonly number[]): string {
  const largest = Math.max(...sizesMb);
  const words = largest < MB_PER_GB ? `${largest} MB` : `${largest / MB_PER_GB} GB`;
  return sizesMb.length === 1 ? words : t('cli.boards.up-to', { size: words });
}

/** Kernels with the releases, where not all of them offer one. */
function kernels({ kernels, defaultKernel }: ListedBoard): string {
  const all = Object.keys(defaultKernel).length;
  const names = kernels.map(({ id, releases }) => {
    const name = t(`board.kernel.${id}`);
    return releases.length < all ? `${name} (${releases.join(', ')})` : name;
  });
  return names.join(', ');
}

function supported(board: ListedBoard, style: Style): string {
  const words = t(`board.support.${board.support}`);
  switch (board.support) {
    case 'full':
      return `${style.good(words)} ${kernels(board)}`;
    case 'experimental':
      return `${style.careful(words)} ${kernels(board)}`;
    case 'unsupported':
      return style.bad(words);
  }
}

function notes(boards: readonly ListedBoard[], style: Style, columns: number): string[] {
  const about = new Map<string, string[]>();
  for (const { id, knownIssues, instead } of boards) {
    for (const { message } of knownIssues) about.set(message, [...(about.get(message) ?? []), id]);
    if (instead !== null) about.set(instead, [...(about.get(instead) ?? []), id]);
  }
  return [...about].flatMap(([message, ids]) => ['', style.dim(ids.join(', ')), ...wrap(message, columns)]);
}
