import { InvalidArgumentError, type Command } from 'commander';
import { t } from '../words.ts';

/** How `flash` and `make` are told of seeds. */
export interface SeedOptions {
  /** Files, one for each target in their order; false: none, and the card gets the image bit for bit. */
  readonly seed?: readonly string[] | false;
}

/** Adds them to a command. */
export function withSeedOptions(command: Command): Command {
  const given = new Set<string>();
  for (const name of ['seed', 'no-seed'])
    command.on(`option:${name}`, () => {
      // To commander both are one option, of which the last counts.
      if (given.add(name).size > 1) command.error(`error: ${t('cli.seed.either')}`);
    });
  return command
    .option('--seed <file>', 'a seed to lay in; with several --to, as many, in the same order', collectSeed)
    .option('--no-seed', 'lay nothing in: the card gets the image bit for bit');
}

function collectSeed(file: string, before?: readonly string[] | false): readonly string[] {
  if (file.trim() === '') throw new InvalidArgumentError('Give a file that `nixberry seed new` has written.');
  return before ? [...before, file] : [file];
}
