import type { Command } from 'commander';
import { statSync, type Stats } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { EXIT } from '../../core/errors/exit.ts';
import { identifyCard, type IdentifyTarget } from '../../core/identify/identify-card.ts';
import { cardFiles } from '../../node/card-files.ts';
import { createDrives } from '../../node/drives/drives.ts';
import { errnoOf } from '../../node/errno.ts';
import { writerPort } from '../../node/elevate/writer-port.ts';
import { identityReport } from '../identify/identity-report.ts';
import { isVirtualCard } from '../../core/drives/virtual-card.ts';
import { runCommand, type CommonOptions } from '../run.ts';

interface Options extends CommonOptions {
  readonly allowVirtual?: boolean;
}

/** No path leads there, or none that this person may go. */
const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG']);

const HELP = `
CARD is a drive (/dev/sdb), or a file: a virtual card, or a raw image. Nothing
is mounted, and nothing is written. A drive is read by the part of Nixberry that
may be root, so you may be asked for your password.

It says whose card it is, the NixOS on it, the commit of the project, when it
was built and written, and whether a seed waits on it, was taken by the Pi, or
is one that the Pi does not take.

Examples:
  nixberry identify /dev/sdb
  nixberry identify card.img --json

Exit codes:
  0 read, whatever it is   3 refused           7 not authorised
  2 no such card           6 it cannot be read`;

/** `nixberry identify`. */
export function defineIdentify(command: Command): void {
  command
    .description('Says what was built and written to a card, without mounting it.')
    .argument('<card>', 'a drive, or a file')
    .option('--allow-virtual', 'also read a loop device and the like')
    .addHelpText('after', HELP)
    .action((card: string, options: Options) =>
      runCommand('identify', options, async ({ terminal, signal }) => {
        const target = identifyTarget(card, options.allowVirtual ?? false);
        const writer = writerPort();
        try {
          const identity = await identifyCard(target, { drives: createDrives(), writer, cardFiles }, signal);
          terminal.emit({ type: 'card', device: target.path, card: identity });
          terminal.print(identityReport(target.path, identity, terminal.outStyle, terminal.columns()));
        } finally {
          await writer.close();
        }
        return EXIT.done;
      }),
    );
}

/** Throws AppError `image-not-found` for a file that is not there, `target-not-found`. */
function identifyTarget(card: string, allowVirtual: boolean): IdentifyTarget {
  const path = resolve(card);
  const stats = statsOf(path);
  if (stats?.isFile()) return { kind: 'file', path };
  if (stats?.isBlockDevice()) return { kind: 'drive', path, allowVirtual, elevate: true };
  if (!stats && isVirtualCard(card)) throw new AppError('image-not-found', { image: card });
  throw new AppError('target-not-found', { device: card, reason: stats?.isDirectory() ? 'folder' : null });
}

function statsOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch (error) {
    if (NOT_THERE.has(errnoOf(error) ?? '')) return null;
    throw error;
  }
}
