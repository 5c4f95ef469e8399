import type { Command } from 'commander';
import { BOARD_IDS } from '../../core/boards/index.ts';
import { EXIT } from '../../core/errors/exit.ts';
import { boardsTable } from '../boards/boards-table.ts';
import { listedBoard } from '../boards/listed-board.ts';
import { runCommand, type CommonOptions } from '../run.ts';

const HELP = `
Examples:
  nixberry boards          a table, and what is known not to work
  nixberry boards --json   all that is known, with its sources

Exit codes:
  0 listed`;

/** `nixberry boards`. */
export function defineBoards(command: Command): void {
  command
    .description('Lists the Raspberry Pis: which are supported, with which kernel, and what is known not to work.')
    .addHelpText('after', HELP)
    .action((options: CommonOptions) =>
      runCommand('boards', options, ({ terminal }) => {
        const boards = BOARD_IDS.map(listedBoard);
        terminal.emit({ type: 'boards', boards });
        terminal.print(boardsTable(boards, terminal.outStyle, terminal.columns()));
        return Promise.resolve(EXIT.done);
      }),
    );
}
