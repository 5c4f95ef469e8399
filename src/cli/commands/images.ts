import type { Command } from 'commander';
import { AppError } from '../../core/errors/app-error.ts';
import { EXIT } from '../../core/errors/exit.ts';
import type { KeptList, KeptPort } from '../../core/kept/ports.ts';
import { KEEP_IMAGES } from '../../core/kept/prune.ts';
import { createKept } from '../../node/kept/kept.ts';
import { createNixPort } from '../../node/nix/nix-port.ts';
import { createSsh } from '../../node/ssh/ssh-port.ts';
import { imagesTable } from '../kept/images-table.ts';
import { listedImage } from '../kept/listed-image.ts';
import { pruneImages } from '../kept/prune-images.ts';
import { createReach } from '../kept/reach.ts';
import { parseKeep } from '../options/keep.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';

interface ImagesOptions extends CommonOptions {
  readonly prune?: boolean;
  readonly keep?: number;
}

const HELP = `
Every image that is built is kept: held in the Nix store that it was built in,
with a note of what it was made of. Of each host of a flake, the newest
${KEEP_IMAGES} stay; a build lets go of older ones.

Examples:
  nixberry images                    what is kept, the newest first
  nixberry images --prune            let go of what is older or gone
  nixberry images --prune --keep 1

Exit codes:
  0 listed, or pruned   2 the folder of images cannot be read
  9 something of them is on a machine that cannot be reached`;

/** `nixberry images`. */
export function defineImages(command: Command): void {
  command
    .description('Lists the images that were built and are kept, and lets go of older ones.')
    .option('--prune', 'let go of all but the newest of each host, and of what is gone')
    .option('--keep <count>', `with --prune: how many of each host stay (${KEEP_IMAGES})`, parseKeep)
    .addHelpText('after', HELP)
    .action((options: ImagesOptions) =>
      runCommand('images', options, async (context) => {
        const { terminal } = context;
        if (options.keep !== undefined && !options.prune)
          throw new AppError('usage', { detail: t('cli.images.keep-alone') });
        const nix = createNixPort();
        const { kept, roots } = createKept(nix);
        const list = await kept.list();
        if (options.prune) {
          tellSkipped(terminal, list);
          return pruneImages(context, kept, createReach(nix, roots, createSsh()), options.keep ?? KEEP_IMAGES);
        }
        await show(terminal, kept, list);
        return EXIT.done;
      }),
    );
}

async function show(terminal: Terminal, kept: KeptPort, { images, skipped }: KeptList): Promise<void> {
  const listed = await Promise.all(
    images.map(async (image) => listedImage(image, await kept.look(image), kept.folder)),
  );
  terminal.emit({
    ...{ type: 'images', folder: kept.folder, images: listed },
    skipped: skipped.map((one) => ({ ...one, message: t('cli.images.skipped', { ...one }) })),
  });
  terminal.print(listed.length > 0 ? imagesTable(listed, terminal.outStyle, terminal.columns()) : t('cli.images.none'));
  tellSkipped(terminal, { images, skipped });
}

function tellSkipped(terminal: Terminal, { skipped }: KeptList): void {
  for (const one of skipped) terminal.complain(t('cli.images.skipped', { ...one }));
}
