import type { Command } from 'commander';
import { AppError } from '../../core/errors/app-error.ts';
import { EXIT } from '../../core/errors/exit.ts';
import { compareSystems } from '../../core/kept/compare.ts';
import { createKept } from '../../node/kept/kept.ts';
import { createNixPort } from '../../node/nix/nix-port.ts';
import { createSsh } from '../../node/ssh/ssh-port.ts';
import { diffReport } from '../kept/diff-report.ts';
import { describedImage } from '../kept/listed-image.ts';
import { findOperand, type Operand } from '../kept/operand.ts';
import { createReach } from '../kept/reach.ts';
import { runCommand, type CommonOptions } from '../run.ts';

const HELP = `
A and B are images that \`nixberry images\` lists, by their ids (or how these
begin) or their hosts: greenhouse is the newest image of it, greenhouse~1 the
one before. A path in the Nix store will do, too, and a link to one.

Examples:
  nixberry diff greenhouse~1 greenhouse   what the last build has changed
  nixberry diff 1a2b3c4d 5e6f7a8b
  nixberry diff /run/current-system ./result

Exit codes:
  0 compared, whatever differs   5 Nix could not compare them
  2 no such image, or it is gone  9 it is on a machine that cannot be reached`;

/** `nixberry diff`. */
export function defineDiff(command: Command): void {
  command
    .description('Says what differs between the systems of two images: kernel, systemd, packages, size.')
    .argument('<a>', 'the older')
    .argument('<b>', 'the newer')
    .addHelpText('after', HELP)
    .action((a: string, b: string, options: CommonOptions) =>
      runCommand('diff', options, async ({ terminal, signal }) => {
        const nix = createNixPort();
        const { kept, roots } = createKept(nix);
        const { images } = await kept.list();
        const before = await findOperand(a, images, nix, signal);
        const after = await findOperand(b, images, nix, signal);
        assertTogether(before, after);
        const there = after.image === null ? nix : createReach(nix, roots, createSsh()).nixFor(after.image);
        const diff = await compareSystems(before.system, after.system, there, signal);
        terminal.emit({
          type: 'diff',
          before: sideOf(before, diff.beforeBytes),
          after: sideOf(after, diff.afterBytes),
          changes: diff.changes.map((change) => ({
            ...change,
            ...{ before: [...change.before], after: [...change.after] },
          })),
        });
        terminal.print(diffReport(before, after, diff, terminal.outStyle, terminal.columns()));
        return EXIT.done;
      }),
    );
}

/** One Nix has to have both; a store path is one of this computer. */
function assertTogether(before: Operand, after: Operand): void {
  const [one, other] = [before.image?.destination ?? null, after.image?.destination ?? null];
  if (one !== other) throw new AppError('images-apart', { before: one, after: other });
}

function sideOf({ image, system }: Operand, closureBytes: number | null) {
  return { image: image && describedImage(image), system, closureBytes };
}
