import { existsSync } from 'node:fs';
import path from 'node:path';
import { cliLineSchema } from '../../src/contract/cli.ts';
import { makeCard } from './host/card.ts';
import { MIB, fileDisk, lockedDisk, serialOf, sparseFile, type DriveType } from './host/block-devices.ts';
import { Guest } from './host/guest.ts';
import type { GuestJob } from './host/guest-job.ts';
import type { GuestFiles } from './prepare/prepare.ts';
import type { PlugOptions, Ran, Rig, Stick } from './scenario.ts';

const CLI = path.join(import.meta.dirname, '../../dist/nixberry.js');
const DRIVE_BYTES = 128 * MIB; // an SD card's length must be a power of two
const RUN_MS = 180_000;

/** A booted guest with an SD card and a system disk, and what scenarios do in it. */
export class RunningRig implements Rig {
  readonly guest: Guest;
  readonly folder: string;
  readonly image: string;
  readonly sd: Stick;
  readonly system: Stick;
  /** All that `nixberry` said in the current scenario, for the log of a failure. */
  readonly transcript: string[] = [];

  private constructor(guest: Guest, folder: string, image: string, sd: Stick, system: Stick) {
    this.guest = guest;
    this.folder = folder;
    this.image = image;
    this.sd = sd;
    this.system = system;
  }

  /** The guest caches what it sees of the host: the image is made before it boots and never changed. */
  static async boot(files: GuestFiles, folder: string): Promise<RunningRig> {
    if (!existsSync(CLI)) throw new Error(`${CLI} is missing: npm run build`);
    const image = await makeCard(path.join(folder, 'image.img'), 'NIXOS_SD');
    const content = (name: string): string => path.join(folder, `${name}.drive`);
    sparseFile(content('sd'), DRIVE_BYTES);
    await makeCard(content('sys'), 'SYSTEM', DRIVE_BYTES);
    const guest = await Guest.boot(files, folder, [
      { name: 'sd', type: 'sd', blockdev: fileDisk(content('sd')) },
      { name: 'sys', type: 'disk', blockdev: fileDisk(content('sys')) },
    ]);
    const stick = async (name: string, type: DriveType, serial: string): Promise<Stick> => {
      return { name, type, serial, device: await guest.pathOf(name), file: content(name) };
    };
    const sd = await stick('sd', 'sd', '0xdeadbeef');
    return new RunningRig(guest, folder, image, sd, await stick('sys', 'disk', serialOf('sys')));
  }

  async plug(name: string, options: PlugOptions = {}): Promise<Stick> {
    const { content = 'empty', locked = false, bytes = DRIVE_BYTES, writeBytesPerSecond } = options;
    const file = path.join(this.folder, `${name}.drive`);
    if (content === 'card') await makeCard(file, 'OLD_ROOT', bytes);
    else sparseFile(file, bytes);
    const device = await this.guest.plug({
      name,
      type: 'usb',
      blockdev: locked ? lockedDisk(file) : fileDisk(file),
      ...(writeBytesPerSecond === undefined ? {} : { writeBytesPerSecond }),
    });
    return { name, type: 'usb', device, serial: serialOf(name), file };
  }

  unplug(stick: Stick): Promise<void> {
    return this.guest.unplug(stick.name);
  }

  /** Pulls what a scenario has left plugged in. */
  async unplugAll(): Promise<void> {
    for (const { name, type } of this.guest.plugged) if (type === 'usb') await this.guest.unplug(name);
  }

  start(...argv: readonly string[]): GuestJob {
    return this.guest.run(process.execPath, CLI, ...argv, '--json');
  }

  nixberry(...argv: readonly string[]): Promise<Ran> {
    return this.finished(this.start(...argv));
  }

  async finished(job: GuestJob): Promise<Ran> {
    const { code, out, err } = await job.done(RUN_MS);
    this.transcript.push(`${job.what}\nended with ${String(code)}\n${out}\n${err}`);
    const lines = out.split('\n').filter((line) => line !== '');
    return { code, lines: lines.map((line) => cliLineSchema.parse(JSON.parse(line))), text: `${out}\n${err}` };
  }
}
