import type { Command } from 'commander';
import { join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { worstExitCode } from '../../core/errors/exit.ts';
import { createDrives } from '../../node/drives/drives.ts';
import { builtImage } from '../../node/places/built-image.ts';
import { createPlacedPorts } from '../../node/places/placed-ports.ts';
import { buildImage } from '../nix/build-image.ts';
import { tellPushed } from '../nix/tell-pushed.ts';
import { buildWay, PLACES_HELP, withBuildOptions, type BuildOptions } from '../options/build.ts';
import { assertWritable } from '../flash/assert-writable.ts';
import { withDiagnosis } from '../flash/diagnosis.ts';
import { flashOrder, remarkOnOptions, withFlashOptions, type FlashOptions } from '../flash/options.ts';
import { originOfKept, UNKNOWN_ORIGIN } from '../flash/origin.ts';
import { assertCanAsk, runFlash } from '../flash/run-flash.ts';
import { whileAwake } from '../awake.ts';
import { inTempFolder } from '../in-temp-folder.ts';
import { SECRETS_HELP, withSecretOptions } from '../options/secrets.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import { makeLay, type MakeSeedOptions } from '../seed/make-lay.ts';
import { t } from '../words.ts';

type MakeOptions = BuildOptions & FlashOptions & MakeSeedOptions & CommonOptions;

const HELP = `
It is \`nixberry build\` and then \`nixberry flash\`; their help says more about
FLAKEREF, ATTR and TARGET. The drive is shown, and asked for, when the image is
there. One that another machine has built is written as it comes from there, and
takes no room here.

What must not be in a flake is laid over the image as it is written: each card
gets a new SSH host key, and the password and Wi-Fi passphrases that the host's
settings ask for. For a project on this computer you are asked before the build.
${SECRETS_HELP.trim()}
At the end the key's fingerprint is shown, so that your first ssh can check it.
${PLACES_HELP}

Examples:
  nixberry make .#pi4 --to /dev/sdb
  nixberry make .#pi4 --to /dev/sdb --add-known-host
  nixberry make .#pi4 --to /dev/sdb --yes --secrets-fd 3 3<secrets.json
  nixberry make github:owner/my-pis#kitchen --how cross --to /dev/sdb
  nixberry make .#pi4 --on host:ada@big-machine --to /dev/sdb

Exit codes: those of build and flash.`;

/** `nixberry make`. */
export function defineMake(command: Command): void {
  command
    .description('Builds a card image with Nix, then writes and verifies it.')
    .argument('<flakeref[#attr]>', 'what to build');
  withSecretOptions(withFlashOptions(withBuildOptions(command)))
    .option('--add-known-host', 'have ssh know the host key of the card (~/.ssh/known_hosts)')
    .addHelpText('after', HELP)
    .action((flakeRef: string, options: MakeOptions) =>
      runCommand('make', options, async (context) => {
        const order = flashOrder(options);
        const diagnosis = { command: 'make', file: options.diagnosis, onlyChanged: order.onlyChanged };
        return withDiagnosis(context.terminal, diagnosis, async (follow) => {
          // Hours may pass before the question comes: whether it can be asked, and whether a drive is refused, is known now.
          assertCanAsk(order, context.terminal);
          await assertWritable(order, createDrives());
          remarkOnOptions(context.terminal, order);
          const way = buildWay(options);
          const { lay, tellRight } = await makeLay(context, flakeRef, order, options);
          const ports = createPlacedPorts();
          // A link in there keeps the image from being collected as garbage until it is written.
          return inTempFolder(async (folder) => {
            const link = join(folder, 'result');
            const build = { ...way, flakeRef, dryRun: false };
            const result = await whileAwake(context, 'build', () => buildImage(context, build, link, ports));
            const image = builtImage(result, way.place, ports);
            if (image === null) throw new AppError('unexpected', { detail: 'the build named no image' });
            const { path, elsewhere: place, images } = image;
            if (place !== null) context.terminal.say(t('cli.make.streams', { place }));
            const origin = result.kept ? originOfKept(result.kept) : UNKNOWN_ORIGIN;
            const flashing = { ...order, image: path, lay: lay(path, origin) };
            const code = await runFlash(context, flashing, { images, tellRight, follow });
            return worstExitCode([code, tellPushed(context, result.pushed)]);
          });
        });
      }),
    );
}
