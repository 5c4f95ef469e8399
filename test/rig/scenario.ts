import type { CliLine } from '../../src/contract/cli.ts';
import type { DriveType } from './host/block-devices.ts';
import type { Disk } from './host/disk.ts';
import type { Guest } from './host/guest.ts';
import type { GuestJob } from './host/guest-job.ts';

/** One thing that has to hold on real removable drives. */
export interface Scenario {
  /** For the command line: kebab-case. */
  readonly name: string;
  /** What should come of it, in a few words for the table. */
  readonly expected: string;
  /** It gets a guest of its own, whose `/` is on a USB drive: `root`. */
  readonly rootOnUsb?: boolean;
  /** It gets a guest of its own, and ends it. */
  readonly cutsPower?: boolean;
  /** It measures times: no other guest runs beside it. */
  readonly alone?: boolean;
  /** Throws when it does not come; resolves to what was seen, in a few words. */
  run(rig: Rig): Promise<string>;
}

export interface PlugOptions {
  /** What the drive holds at the start; by default it is empty. `kept`: what the last drive of this name held at its end. */
  readonly content?: 'card' | 'empty' | 'kept';
  readonly locked?: boolean;
  /** 128 MiB by default. */
  readonly bytes?: number;
  /** 512 by default. */
  readonly sectorBytes?: number;
  /** In place of the one made of the name; null for a drive that has none of its own. */
  readonly serial?: string | null;
  readonly writeBytesPerSecond?: number;
  readonly readBytesPerSecond?: number;
  /** A sector that fails on each such request; at this byte. */
  readonly badSector?: { readonly operation: 'read' | 'write'; readonly offset: number };
  /** The drive is a program between the guest and the file: gets the file, and may also claim another length. */
  readonly disk?: (file: Disk) => Disk;
}

/** A drive of the running guest. */
export interface Stick {
  readonly name: string;
  readonly type: DriveType;
  /** In the guest: `/dev/sda`. */
  readonly device: string;
  readonly serial: string;
  /** The drive's bytes as a file on the host: complete after `unplug`, or once the guest has flushed. */
  readonly file: string;
}

/** The result of a `nixberry` run in the guest. */
export interface Ran {
  readonly code: number | null;
  /** What came on stdout with `--json`; a line that breaks the schema is an error. */
  readonly lines: readonly CliLine[];
  /** Both outputs, for the words that people read. */
  readonly text: string;
}

/** What a scenario works with: a guest, and the checkout's own programs in it. */
export interface Rig {
  readonly guest: Guest;
  /** For files of a scenario: the guest sees it under the same path, and a file as it was when the guest first looked. */
  readonly folder: string;
  /** An image that the guest sees under the same path. */
  readonly image: string;
  /** The card in the built-in SD reader and the virtio disk, both there since the start. */
  readonly sd: Stick;
  readonly system: Stick;
  plug(name: string, options?: PlugOptions): Promise<Stick>;
  unplug(stick: Stick): Promise<void>;
  /** As when the plug of the computer and of its drives is pulled: at once, and nothing is flushed. */
  cutPower(): Promise<void>;
  /** The computer is started again after `cutPower`: as a new `guest`, with nothing plugged in. */
  powerOn(): Promise<void>;
  /** Starts the checkout's `nixberry --json` in the guest. */
  start(...argv: readonly string[]): GuestJob;
  /** Starts it without `--json`: it tells people what it does, line by line. */
  startPlain(...argv: readonly string[]): GuestJob;
  /** Starts it without `--json` on a terminal of 120 columns, where it draws its progress in one place. */
  startLive(...argv: readonly string[]): GuestJob;
  /** Starts it on a terminal, where it asks; what it prints on both outputs comes together. */
  startOnTerminal(...argv: readonly string[]): GuestJob;
  /** Runs it to its end. */
  nixberry(...argv: readonly string[]): Promise<Ran>;
  /** What it prints for people. */
  words(...argv: readonly string[]): Promise<string>;
  finished(job: GuestJob): Promise<Ran>;
  /** The same for one without `--json`: it has words only. */
  finishedPlain(job: GuestJob): Promise<Ran>;
  /** The same for one on a terminal: words stand between its lines. */
  finishedOnTerminal(job: GuestJob): Promise<Ran>;
}
