import type { Command } from 'commander';
import { AppError } from '../../core/errors/app-error.ts';
import type { ProbeChoice } from '../../core/flash/request.ts';
import { parseSha256 } from '../options/sha256.ts';
import { withSeedOptions, type SeedOptions } from '../options/seed.ts';
import { parseSize } from '../options/size.ts';
import { collect, parseTarget } from '../options/target.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';
import type { FlashOrder } from './run-flash.ts';

/** The options of `flash` and `make`, as commander gives them. */
export interface FlashOptions extends SeedOptions {
  /** Missing where commander should say first that the image is missing. */
  readonly to?: readonly string[];
  readonly yes?: boolean;
  readonly rewriteBadBlock?: boolean;
  readonly verify: boolean;
  readonly eject: boolean;
  /** Missing: only a drive that was not seen before. */
  readonly probe?: boolean;
  readonly onlyChanged?: boolean;
  readonly skipFree?: boolean;
  readonly expectSha256?: string;
  readonly allowVirtual?: boolean;
  readonly allowFixed?: boolean;
  readonly cardSize?: number;
  readonly diagnosis?: string;
}

/** Adds them to a command. */
export function withFlashOptions(command: Command): Command {
  withSeedOptions(command.option('--to <target>', 'where to write it (required); may be given several times', collect));
  return command
    .option('--yes', 'do not ask: the drive named is the one to overwrite')
    .option('--no-verify', 'do not read it back')
    .option('--rewrite-bad-block', 'write a block that the card has kept wrong once more, without asking')
    .option('--no-eject', 'leave the drive attached when it is done')
    .option(
      '--expect-sha256 <hex>',
      'refuse an image with another SHA-256 (decoded, or the file as given)',
      parseSha256,
    )
    .option(
      '--probe',
      'first find out with a few markers whether the drive is as large as it claims, seen before or not',
    )
    .option('--no-probe', 'do not do so for a drive that was not seen before, either')
    .option(
      '--only-changed',
      'read first, and write only what differs from what is on the drive; probes it, or with --no-probe reads all back',
    )
    .option(
      '--skip-free',
      "leave out what the image's ext4 and FAT do not use: no harm to what is written, but what was there before stays readable",
    )
    .option(
      '--card-size <size>',
      "size of a virtual card: 8G is 8 GiB, 32GB is 32 * 10^9 bytes (the image's length otherwise)",
      parseSize,
    )
    .option('--diagnosis <file>', 'write what a report of a fault needs, and nothing about you, to this new file')
    .option('--allow-fixed', 'also accept a drive that is built into this computer')
    .option('--allow-virtual', 'also accept a loop device and the like');
}

/** What is to be done, of the options. Throws AppError `usage` and those of `parseTarget`. */
export function flashOrder(options: FlashOptions): Omit<FlashOrder, 'image' | 'lay'> {
  if (!options.to) throw new AppError('usage', { detail: t('cli.usage.no-target') });
  return {
    targets: options.to.map((target) => parseTarget(target, options.cardSize ?? null)),
    yes: options.yes ?? false,
    rewriteBadBlock: options.rewriteBadBlock ?? false,
    verify: options.verify,
    eject: options.eject,
    probe: probeChoice(options.probe),
    onlyChanged: options.onlyChanged ?? false,
    skipFree: options.skipFree ?? false,
    expectSha256: options.expectSha256 ?? null,
    allowVirtual: options.allowVirtual ?? false,
    allowFixed: options.allowFixed ?? false,
  };
}

function probeChoice(probe: boolean | undefined): ProbeChoice {
  if (probe === undefined) return 'new';
  return probe ? 'always' : 'never';
}

/** Says what an option does not do for these targets, and what two of them together no longer find out. */
export function remarkOnOptions(
  terminal: Terminal,
  { probe, skipFree, targets }: Pick<FlashOrder, 'probe' | 'skipFree' | 'targets'>,
): void {
  const hasDrive = targets.some(({ kind }) => kind === 'drive');
  if (skipFree && probe === 'never' && hasDrive) terminal.say(t('cli.flash.skip-unprobed'));
  if (probe !== 'always') return;
  for (const { kind, path } of targets) if (kind === 'file') terminal.say(t('cli.flash.probe-file', { device: path }));
}
