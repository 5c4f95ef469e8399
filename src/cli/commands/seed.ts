import type { Command } from 'commander';
import { defineSeedNew } from './seed-new.ts';
import { defineSeedShow } from './seed-show.ts';
import { defineSeedTrust, defineSeedUntrust } from './seed-trust.ts';

const HELP = `
A seed is a small file with what makes a card one Pi's, and must not be in a
flake or the Nix store, where everybody may read: password, Wi-Fi passphrases,
keys. It is laid over the image while the card is written (\`nixberry flash
--seed\`), taken by the Pi when it first starts, and wiped from the card then.
\`nixberry make\` makes one by itself.

A Pi takes one seed. For a new passphrase later on: make a seed with --replace,
put the card into this computer, copy the file to nixberry/seed.conf on its
partition FIRMWARE, and start the Pi with it.

Each has --help, --json and --quiet.

Examples:
  nixberry seed new --from pis greenhouse -o greenhouse.seed
  nixberry seed show greenhouse.seed
  nixberry flash pi.img.zst --to /dev/sdb --seed greenhouse.seed
  nixberry seed trust greenhouse.seed

Exit codes:
  0 done   2 something is missing or wrong   130 cancelled`;

/** `nixberry seed`: a command of commands. */
export function defineSeed(command: Command): void {
  command
    .description("Makes, shows and trusts seeds: what makes a card this Pi's, and is no part of the image.")
    .addHelpText('after', HELP);
  command.helpCommand(false);
  defineSeedNew(command.command('new').summary('make a seed'));
  defineSeedShow(command.command('show').summary('say what is in a seed, but none of its secrets'));
  defineSeedTrust(command.command('trust').summary('have ssh know the host key of a seed'));
  defineSeedUntrust(command.command('untrust').summary('take a host out of those that ssh knows by a seed'));
}
