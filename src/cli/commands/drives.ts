import type { Command } from 'commander';
import { EXIT } from '../../core/errors/exit.ts';
import type { Drive } from '../../core/drives/drive.ts';
import { createDrives } from '../../node/drives/drives.ts';
import { drivesTable } from '../drives/drives-table.ts';
import { listedDrive } from '../drives/verdict.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';

interface DrivesOptions extends CommonOptions {
  readonly all?: boolean;
  readonly watch?: boolean;
  readonly usbBoot?: boolean;
}

const HELP = `
Examples:
  nixberry drives                  list them once
  nixberry drives --all            with virtual and empty ones
  nixberry drives --watch --json   a line whenever something changes

Exit codes:
  0 listed   130 stopped while watching`;

/** `nixberry drives`. */
export function defineDrives(command: Command): void {
  command
    .description('Lists the drives of this computer, and says of each whether it may be written, and why not.')
    .option('--all', 'also show what nobody would write a card to: virtual drives, empty readers')
    .option('--watch', 'go on, and list again whenever something changes, until Ctrl-C')
    .option('--usb-boot', 'also look for Compute Modules and Zeros that wait for a program over USB')
    .addHelpText('after', HELP)
    .action((options: DrivesOptions) =>
      runCommand('drives', options, async ({ terminal, signal }) => {
        const drives = createDrives();
        const wanted = { all: options.all ?? false, usbBoot: options.usbBoot ?? false };
        if (!options.watch) {
          show(terminal, await drives.list(wanted), wanted.all);
          return EXIT.done;
        }
        for await (const list of drives.watch(wanted, signal)) show(terminal, list, wanted.all);
        return EXIT.cancelled;
      }),
    );
}

function show(terminal: Terminal, drives: readonly Drive[], all: boolean): void {
  const listed = drives.map(listedDrive);
  terminal.emit({ type: 'drives', drives: listed });
  if (listed.length > 0) terminal.print(drivesTable(listed, terminal.outStyle, terminal.columns()));
  else terminal.print(t(all ? 'cli.drives.none' : 'cli.drives.none-but-all'));
}
