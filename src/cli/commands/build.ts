import { Option, type Command } from 'commander';
import { HOW, type How } from '../../core/nix/events.ts';
import { buildOnly } from '../nix/build-only.ts';
import { runCommand, type CommonOptions } from '../run.ts';

interface BuildOptions extends CommonOptions {
  readonly how: How;
  readonly dryRun?: boolean;
  readonly out?: string;
}

const HELP = `
FLAKEREF is what Nix takes: a folder, github:owner/repo, path:/somewhere.
ATTR is the name of a host (then its SD-card image is built), of a package, or a
full attribute path. Without it the flake's default package is built.

The result is kept by the link ./result, as with nix build; with --out the image
is copied, and no link is left.

Examples:
  nixberry build .#pi4
  nixberry build github:owner/my-pis#kitchen --how cross --out kitchen.img.zst
  nixberry build .#nixosConfigurations.pi4.config.system.build.sdImage
  nixberry build .#pi4 --dry-run

Exit codes:
  0 built               5 the build failed, or made no image
  2 no such attribute   130 cancelled`;

/** `nixberry build`. */
export function defineBuild(command: Command): void {
  command
    .description('Builds a card image with Nix, and says where it is.')
    .argument('<flakeref[#attr]>', 'what to build');
  withBuildOptions(command)
    .option('--dry-run', 'only say what would be built and downloaded')
    .option('--out <file>', 'copy the image there')
    .addHelpText('after', HELP)
    .action((flakeRef: string, options: BuildOptions) =>
      runCommand('build', options, (context) =>
        buildOnly(context, { flakeRef, how: options.how, dryRun: options.dryRun ?? false, out: options.out ?? null }),
      ),
    );
}

/** Adds the options of `build` and `make` to a command. */
export function withBuildOptions(command: Command): Command {
  return command.addOption(
    new Option('--how <how>', "for a host: built as on the Pi, or cross-compiled from the host's -cross twin")
      .choices(HOW)
      .default('auto'),
  );
}
