import type { Command } from 'commander';
import { buildOnly } from '../nix/build-only.ts';
import { buildWay, PLACES_HELP, withBuildOptions, type BuildOptions } from '../options/build.ts';
import { runCommand, type CommonOptions } from '../run.ts';

interface Options extends BuildOptions, CommonOptions {
  readonly dryRun?: boolean;
  readonly out?: string;
}

const HELP = `
FLAKEREF is what Nix takes: a folder, github:owner/repo, path:/somewhere.
ATTR is the name of a host (then its SD-card image is built), of a package, or a
full attribute path. Without it the only host of a project of Nixberry's is
built, and of other flakes the default package.

${PLACES_HELP.trim()}

Here, the result is kept by the link ./result, as with nix build. An image that
was built on another machine comes to Nixberry's folder of images. With --out it
goes there instead, and no link is left.

Examples:
  nixberry build .#pi4
  nixberry build github:owner/my-pis#kitchen --how cross --out kitchen.img.zst
  nixberry build .#nixosConfigurations.pi4.config.system.build.sdImage
  nixberry build .#pi4 --dry-run
  nixberry build .#pi4 --on host:ada@big-machine

With --push, what was built on another machine is pushed from there, with the
access (and the program cachix) of its user.

A dry run on store: copies the recipes (.drv) to the other store, to ask there
what it has. Nothing is built or downloaded.

Exit codes:
  0 built               5 the build failed, or made no image
  2 no such attribute   9 the other machine cannot be reached
  130 cancelled`;

/** `nixberry build`. */
export function defineBuild(command: Command): void {
  command
    .description('Builds a card image with Nix, and says where it is.')
    .argument('<flakeref[#attr]>', 'what to build');
  withBuildOptions(command)
    .option('--dry-run', 'only say what would be built and downloaded')
    .option('--out <file>', 'copy the image there')
    .addHelpText('after', HELP)
    .action((flakeRef: string, options: Options) =>
      runCommand('build', options, async (context) =>
        buildOnly(context, {
          ...buildWay(options),
          flakeRef,
          dryRun: options.dryRun ?? false,
          out: options.out ?? null,
        }),
      ),
    );
}
