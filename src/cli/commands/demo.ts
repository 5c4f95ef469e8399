import { Option, type Command } from 'commander';
import { runDemo } from '../demo/run-demo.ts';
import { runCommand, type CommonOptions } from '../run.ts';

interface DemoOptions extends CommonOptions {
  readonly nix: 'auto' | 'never';
}

const HELP = `
It needs no card, no root and no network. With Nix on this computer the image
comes from a small flake; without Nix the same image is made by Nixberry itself.
It is written to a virtual card, an ordinary file, by the same engine that
writes real cards: flushed, read back and compared.

Exit codes: those of build and flash.`;

/** `nixberry demo`. */
export function defineDemo(command: Command): void {
  command
    .description('Tries the whole job: builds a small image, writes it to a virtual card and verifies it.')
    .addOption(new Option('--nix <when>', 'whether to build with Nix').choices(['auto', 'never']).default('auto'))
    .addHelpText('after', HELP)
    .action((options: DemoOptions) => runCommand('demo', options, (context) => runDemo(context, options.nix)));
}
