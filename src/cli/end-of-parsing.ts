import { CommanderError } from 'commander';
import { AppError, toAppError } from '../core/errors/app-error.ts';
import { EXIT } from '../core/errors/exit.ts';
import { COMMANDS } from './commands/list.ts';
import { reportError } from './report-error.ts';
import { createTerminal } from './terminal.ts';
import { t } from './words.ts';

/** Exit code of what commander threw: it does so for help and version too. Its complaints are told as `usage`. */
export function endOfParsing(thrown: unknown, args: readonly string[]): number {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.done;
  const unknown = args[0] === 'help' ? unknownCommand(args[1]) : null;
  // Without a command the help is shown, which says everything.
  if (unknown === null && thrown instanceof CommanderError && thrown.code === 'commander.help') return EXIT.usage;
  const error =
    thrown instanceof CommanderError
      ? new AppError('usage', { detail: unknown ?? sentenceOf(thrown) })
      : toAppError(thrown);
  const command = args.find((arg) => COMMANDS.some(({ name }) => name === arg)) ?? null;
  return reportError(createTerminal({ json: args.includes('--json'), quiet: false }), command, error);
}

/** `nixberry help bogus`: commander answers with the help alone. */
function unknownCommand(name: string | undefined): string | null {
  const known = name === undefined || name.startsWith('-') || COMMANDS.some((command) => command.name === name);
  return known || name === 'help' ? null : t('cli.usage.unknown-command', { name });
}

/** `error: unknown option '--too'\n(Did you mean --to?)` as one line, without the word that we put there ourselves. */
function sentenceOf({ message }: CommanderError): string {
  return message
    .replace(/^error: /, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
