import type { Command } from 'commander';
import { EXIT } from '../../core/errors/exit.ts';
import { readSeedFile } from '../../node/seed/seed-file.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import { maskedSeed, seedReport } from '../seed/seed-report.ts';

const HELP = `
Nothing of a secret is shown, only that it is there.

Examples:
  nixberry seed show barn.seed
  nixberry seed show barn.seed --json

Exit codes:
  0 shown   2 it is no seed, or not a whole one`;

/** `nixberry seed show`. */
export function defineSeedShow(command: Command): void {
  command
    .description('Says what is in a seed, but none of its secrets.')
    .argument('<file>', 'a seed')
    .addHelpText('after', HELP)
    .action((file: string, options: CommonOptions) =>
      runCommand('seed show', options, async ({ terminal, signal }) => {
        const seed = await maskedSeed(await readSeedFile(file, signal));
        terminal.emit({ type: 'seed-file', file, seed });
        terminal.print(seedReport(seed, terminal.outStyle, terminal.columns()));
        return EXIT.done;
      }),
    );
}
