import type { Command } from 'commander';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import type { How } from '../../core/nix/events.ts';
import { createDrives } from '../../node/drives/drives.ts';
import { buildImage } from '../nix/build-only.ts';
import { assertWritable } from '../flash/assert-writable.ts';
import { flashOrder, remarkOnOptions, withFlashOptions, type FlashOptions } from '../flash/options.ts';
import { assertCanAsk, runFlash } from '../flash/run-flash.ts';
import { inTempFolder } from '../in-temp-folder.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import { withBuildOptions } from './build.ts';

interface MakeOptions extends FlashOptions, CommonOptions {
  readonly how: How;
}

const HELP = `
It is \`nixberry build\` and then \`nixberry flash\`; their help says more about
FLAKEREF, ATTR and TARGET. The drive is shown, and asked for, when the image is
there.

Examples:
  nixberry make .#pi4 --to /dev/sdb
  nixberry make github:owner/my-pis#kitchen --how cross --to /dev/sdb

Exit codes: those of build and flash.`;

/** `nixberry make`. */
export function defineMake(command: Command): void {
  command
    .description('Builds a card image with Nix, then writes and verifies it.')
    .argument('<flakeref[#attr]>', 'what to build');
  withFlashOptions(withBuildOptions(command))
    .addHelpText('after', HELP)
    .action((flakeRef: string, options: MakeOptions) =>
      runCommand('make', options, async (context) => {
        const order = flashOrder(options);
        // Hours may pass before the question comes: whether it can be asked, and whether a drive is refused, is known now.
        assertCanAsk(order, context.terminal);
        await assertWritable(order, createDrives());
        remarkOnOptions(context.terminal, order);
        // A link in there keeps the image from being collected as garbage until it is written.
        return inTempFolder(async (folder) => {
          const { imagePath } = await buildImage(
            context,
            { flakeRef, how: options.how, dryRun: false },
            join(folder, 'result'),
          );
          if (imagePath === null) throw new AppError('unexpected', { detail: 'the build named no image' });
          return runFlash(context, { ...order, image: imagePath });
        });
      }),
    );
}
