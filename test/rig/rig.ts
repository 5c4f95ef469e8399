import { existsSync } from 'node:fs';
import path from 'node:path';
import { cliLineSchema } from '../../src/contract/cli.ts';
import { makeCard } from './host/card.ts';
import {
  MIB,
  badSectorDisk,
  fileDisk,
  lockedDisk,
  nbdDisk,
  serialOf,
  sparseFile,
  type Blockdev,
  type DriveType,
} from './host/block-devices.ts';
import { Guest } from './host/guest.ts';
import type { GuestJob } from './host/guest-job.ts';
import { startScriptedDrive, type ScriptedDrive } from './host/scripted-drive.ts';
import type { GuestFiles } from './prepare/prepare.ts';
import type { PooledRig } from './guest-pool.ts';
import type { PlugOptions, Ran, Stick } from './scenario.ts';

const CLI = path.join(import.meta.dirname, '../../dist/nixberry.js');
const DRIVE_BYTES = 128 * MIB; // an SD card's length must be a power of two
/** Of the file system that becomes the guest's `/`. */
const ROOT_LABEL = 'RIGROOT';
const RUN_MS = 180_000;

/** A booted guest with an SD card and a system disk, and what scenarios do in it. */
export class RunningRig implements PooledRig {
  readonly folder: string;
  readonly image: string;
  readonly sd: Stick;
  readonly system: Stick;
  /** All that `nixberry` said in the current scenario, for the log of a failure. */
  readonly transcript: string[] = [];
  /** The drives that are programs, by name. */
  readonly #scripted = new Map<string, ScriptedDrive>();
  readonly #boot: () => Promise<Guest>;
  #guest: Guest;

  private constructor(
    boot: () => Promise<Guest>,
    guest: Guest,
    folder: string,
    image: string,
    sd: Stick,
    system: Stick,
  ) {
    this.#boot = boot;
    this.#guest = guest;
    this.folder = folder;
    this.image = image;
    this.sd = sd;
    this.system = system;
  }

  get guest(): Guest {
    return this.#guest;
  }

  /** The guest caches what it sees of the host: the image is made before it boots and never changed. */
  static async boot(files: GuestFiles, folder: string, rootOnUsb = false): Promise<RunningRig> {
    if (!existsSync(CLI)) throw new Error(`${CLI} is missing: npm run build`);
    const image = await makeCard(path.join(folder, 'image.img'), 'NIXOS_SD');
    const content = (name: string): string => path.join(folder, `${name}.drive`);
    sparseFile(content('sd'), DRIVE_BYTES);
    await makeCard(content('sys'), 'SYSTEM', DRIVE_BYTES);
    if (rootOnUsb) await makeCard(content('root'), ROOT_LABEL, DRIVE_BYTES);
    const drives = [
      { name: 'sd', type: 'sd', blockdev: fileDisk(content('sd')) },
      { name: 'sys', type: 'disk', blockdev: fileDisk(content('sys')) },
      ...(rootOnUsb ? [{ name: 'root', type: 'usb', blockdev: fileDisk(content('root')) } as const] : []),
    ] as const;
    const bootGuest = (): Promise<Guest> => Guest.boot(files, folder, drives, rootOnUsb ? ROOT_LABEL : null);
    const guest = await bootGuest();
    const stick = async (name: string, type: DriveType, serial: string): Promise<Stick> => {
      return { name, type, serial, device: await guest.pathOf(name), file: content(name) };
    };
    try {
      const sd = await stick('sd', 'sd', '0xdeadbeef');
      return new RunningRig(bootGuest, guest, folder, image, sd, await stick('sys', 'disk', serialOf('sys')));
    } catch (error) {
      await guest.powerCut();
      throw error;
    }
  }

  async plug(name: string, options: PlugOptions = {}): Promise<Stick> {
    const {
      content = 'empty',
      bytes = DRIVE_BYTES,
      writeBytesPerSecond,
      readBytesPerSecond,
      sectorBytes,
      serial,
    } = options;
    const file = path.join(this.folder, `${name}.drive`);
    if (content === 'card') await makeCard(file, 'OLD_ROOT', bytes);
    else if (content === 'empty') sparseFile(file, bytes);
    const device = await this.guest.plug({
      name,
      type: 'usb',
      blockdev: await this.#blockdevOf(name, file, options),
      ...(sectorBytes === undefined ? {} : { sectorBytes }),
      ...(serial === undefined ? {} : { serial }),
      ...(writeBytesPerSecond === undefined ? {} : { writeBytesPerSecond }),
      ...(readBytesPerSecond === undefined ? {} : { readBytesPerSecond }),
    });
    return { name, type: 'usb', device, serial: serial ?? serialOf(name), file };
  }

  unplug(stick: Stick): Promise<void> {
    return this.#unplug(stick.name);
  }

  /** Pulls what a scenario has left plugged in. */
  async unplugAll(): Promise<void> {
    for (const { name, type } of this.guest.plugged) if (type === 'usb') await this.#unplug(name);
  }

  async cutPower(): Promise<void> {
    await this.guest.powerCut();
    await this.#endScripted();
  }

  async powerOn(): Promise<void> {
    this.#guest = await this.#boot();
  }

  async stop(): Promise<void> {
    await this.guest.stop();
    await this.#endScripted();
  }

  start(...argv: readonly string[]): GuestJob {
    return this.guest.run(process.execPath, CLI, ...argv, '--json');
  }

  startPlain(...argv: readonly string[]): GuestJob {
    return this.guest.run(process.execPath, CLI, ...argv);
  }

  words(...argv: readonly string[]): Promise<string> {
    return this.guest.must(process.execPath, CLI, ...argv);
  }

  startOnTerminal(...argv: readonly string[]): GuestJob {
    return this.#onTerminal([process.execPath, CLI, ...argv, '--json'].join(' '));
  }

  startLive(...argv: readonly string[]): GuestJob {
    // The guest's own TERM is dumb, and a new terminal has no size.
    return this.#onTerminal(['stty cols 120 rows 40; TERM=xterm', process.execPath, CLI, ...argv].join(' '));
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

  async finishedPlain(job: GuestJob): Promise<Ran> {
    const { code, out, err } = await job.done(RUN_MS);
    this.transcript.push(`${job.what}\nended with ${String(code)}\n${out}\n${err}`);
    return { code, lines: [], text: `${out}\n${err}` };
  }

  async finishedOnTerminal(job: GuestJob): Promise<Ran> {
    const { code, out } = await job.done(RUN_MS);
    this.transcript.push(`${job.what}\nended with ${String(code)}\n${out}`);
    const lines = out.split(/\r?\n/).filter((line) => line.startsWith('{"type":'));
    return { code, lines: lines.map((line) => cliLineSchema.parse(JSON.parse(line))), text: out };
  }

  #onTerminal(command: string): GuestJob {
    return this.guest.runWithInput('script', '--quiet', '--return', '--command', command, '/dev/null');
  }

  async #blockdevOf(name: string, file: string, { locked, badSector, disk }: PlugOptions): Promise<Blockdev> {
    if (disk) {
      const socket = path.join(this.folder, `${name}.nbd`);
      this.#scripted.set(name, await startScriptedDrive(socket, file, disk));
      return nbdDisk(socket);
    }
    if (badSector) return badSectorDisk(file, badSector.operation, badSector.offset);
    return locked === true ? lockedDisk(file) : fileDisk(file);
  }

  async #unplug(name: string): Promise<void> {
    await this.guest.unplug(name);
    await this.#scripted.get(name)?.close();
    this.#scripted.delete(name);
  }

  async #endScripted(): Promise<void> {
    for (const drive of this.#scripted.values()) await drive.close();
    this.#scripted.clear();
  }
}
