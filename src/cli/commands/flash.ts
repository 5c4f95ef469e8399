import type { Command } from 'commander';
import { withDiagnosis } from '../flash/diagnosis.ts';
import { flashOrder, remarkOnOptions, withFlashOptions, type FlashOptions } from '../flash/options.ts';
import { originOfImage } from '../flash/origin.ts';
import { runFlash } from '../flash/run-flash.ts';
import { parseImage } from '../options/image.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import { givenSeeds } from '../seed/given-seeds.ts';
import { createHostKeys } from '../seed/host-keys.ts';
import { layGiven } from '../seed/lay-given.ts';
import { tellHostKeys } from '../seed/tell-host-keys.ts';

const HELP = `
IMAGE is a raw image, as it is or packed as gz, xz, bz2, zst or zip (with one
image in it). What it is, its content tells, not its name.
TARGET is a whole drive (/dev/sdb), or a path that ends in .img: a virtual card,
written and verified in the same way.

Without --yes you are shown the drive and asked to type its name. What a person
mounted on it is unmounted, never by force. A drive that the running system uses
is refused, whatever the options.

A block that reads back wrong is read once more and compared with the image, to
tell whether card, reader or image is at fault. Where it is the card you are
asked whether to write that block once more; with --yes, or without a terminal,
it is not, unless --rewrite-bad-block is given.

A seed (\`nixberry seed new\`) is what makes a card this Pi's: name, keys, Wi-Fi
passphrases. It is laid over the image as that is written, and read back. Images
of a Nixberry project take seeds, and a note of where the card comes from, which
\`nixberry identify\` reads. --no-seed leaves out both.

Examples:
  nixberry flash nixos.img.zst --to /dev/sdb
  nixberry flash nixos.img.zst --to /dev/sdb --seed barn.seed
  nixberry flash nixos.img.zst --to /dev/sdb --to /dev/sdc --yes
  nixberry flash https://example.org/nixos.img.xz --to /dev/sdb
  nixberry flash nixos.img.zst --to card.img --card-size 8G

Exit codes:
  0 done                              7 not authorised
  3 refused, or the image too large   8 bad image
  4 verification failed               9 download failed
  6 drive lost or broken              130 cancelled`;

/** `nixberry flash`. */
export function defineFlash(command: Command): void {
  command
    .description('Writes an image to one or several drives, flushes it, reads it back and compares.')
    .argument('<image>', 'a file, or an http(s) address', parseImage);
  withFlashOptions(command)
    .addHelpText('after', HELP)
    .action((image: string, options: FlashOptions & CommonOptions) =>
      runCommand('flash', options, async (context) => {
        const order = flashOrder(options);
        remarkOnOptions(context.terminal, order);
        const diagnosis = { command: 'flash', file: options.diagnosis, onlyChanged: order.onlyChanged };
        return withDiagnosis(context.terminal, diagnosis, async (follow) => {
          if (options.seed === false) return runFlash(context, { image, ...order, lay: null }, { follow });
          const seeds = await givenSeeds(options.seed ?? [], order.targets, context.signal);
          const hostKeys = createHostKeys();
          const lay = layGiven(context, { image, origin: await originOfImage(image), seeds }, hostKeys);
          const tellRight = tellHostKeys(context, hostKeys, { hint: 'cli.host-key.hint-flash', knownHosts: null });
          return runFlash(context, { image, ...order, lay }, { tellRight, follow });
        });
      }),
    );
}
