import { Command } from 'commander';
import { COMMANDS } from './commands/list.ts';
import { VERSION } from './version.ts';

const DESCRIPTION =
  'Makes NixOS cards for Raspberry Pis: builds the image from your flake, writes it to a card and verifies it.';

const EXIT_CODES = `
Exit codes:
  0 done             4 verification failed   8 bad image
  1 unexpected       5 build failed          9 remote not reachable
  2 usage            6 drive lost or broken  130 cancelled
  3 refused          7 not authorised
With several targets it is that of the worst.`;

/**
 * The program, ready to parse `args` (without node and script). Only the commands that `args` may mean are loaded; the
 * others are known by name and summary.
 */
export async function createProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('nixberry')
    .description(DESCRIPTION)
    .version(VERSION)
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', EXIT_CODES)
    .configureHelp({ showGlobalOptions: false })
    // Both are told by main.ts, which knows of --json.
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  for (const { name, summary, load } of COMMANDS) {
    const command = program.command(name).summary(summary);
    if (!args.includes(name)) continue;
    const define = await load();
    define(command);
    // A command of commands does nothing by itself.
    for (const one of command.commands.length > 0 ? command.commands : [command])
      one
        .option('--json', 'print one JSON object a line on stdout, and nothing else there')
        .option('--quiet', 'say only what must be read');
  }
  return program;
}
