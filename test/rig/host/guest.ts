import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import path from 'node:path';
import type { GuestFiles } from '../prepare/prepare.ts';
import {
  byIdPattern,
  blockNode,
  deviceNode,
  largeSectorNodes,
  nodeOf,
  throttleGroup,
  throttleGroupOf,
  type RigDrive,
} from './block-devices.ts';
import { GuestJob, type GuestResult } from './guest-job.ts';
import { guestArguments } from './guest-arguments.ts';
import { Qemu } from './qemu.ts';
import { connect, onMessages } from './sockets.ts';
import { poll } from './waiting.ts';

const BOOT_MS = 180_000;
const ANSWER_MS = 20_000;
const PLUG_MS = 40_000;
const COMMAND_MS = 60_000;

/** A running guest with drives that can be plugged in and pulled out. */
export class Guest {
  readonly #qemu: Qemu;
  readonly #folder: string;
  readonly #drives = new Map<string, RigDrive>();
  readonly #jobs = new Map<number, GuestJob>();
  readonly #answers = new Map<number, unknown>();
  #socket: Socket | undefined;
  #lastId = 0;
  #up = false;

  private constructor(qemu: Qemu, folder: string, drives: readonly RigDrive[]) {
    this.#qemu = qemu;
    this.#folder = folder;
    for (const drive of drives) this.#drives.set(drive.name, drive);
  }

  /** Boots a guest with these drives, and its `/` on the file system of that label if there is one; sockets and the console's log go to `folder` (a short path: sockets allow 100 characters). */
  static async boot(
    files: GuestFiles,
    folder: string,
    drives: readonly RigDrive[],
    rootLabel: string | null,
  ): Promise<Guest> {
    const argv = guestArguments(files, folder, drives, rootLabel);
    const qemu = await Qemu.start('qemu-system-x86_64', argv, folder);
    const guest = new Guest(qemu, folder, drives);
    try {
      guest.#socket = await connect(path.join(folder, 'rig'), () => undefined);
      onMessages(guest.#socket, (message) => {
        guest.#receive(message);
      });
      await qemu.until(() => guest.#up, BOOT_MS, 'boot of the guest');
      return guest;
    } catch (error) {
      const console = await guest.console();
      await guest.powerCut();
      throw new Error(`The guest did not boot: ${String(error)}\n${console}`, { cause: error });
    }
  }

  /** The last lines of the guest's console. */
  async console(): Promise<string> {
    const text = await readFile(path.join(this.#folder, 'console.log'), 'utf8').catch(() => '');
    return text.slice(-4000);
  }

  /** Starts a program in the guest. */
  run(program: string, ...argv: readonly string[]): GuestJob {
    return this.#start([program, ...argv], false);
  }

  /** Starts a program that is given input by the job's `type`. */
  runWithInput(program: string, ...argv: readonly string[]): GuestJob {
    return this.#start([program, ...argv], true);
  }

  #start(argv: readonly string[], input: boolean): GuestJob {
    const id = ++this.#lastId;
    const job = new GuestJob(
      argv.join(' '),
      (test, ms, what) => this.#qemu.until(test, ms, what),
      (signal) => this.#ask({ op: 'kill', of: id, signal }),
      (text) => this.#ask({ op: 'type', of: id, text }),
    );
    this.#jobs.set(id, job);
    this.#send({ id, op: 'run', argv, input });
    return job;
  }

  /** Runs a program in the guest to its end. */
  exec(program: string, ...argv: readonly string[]): Promise<GuestResult> {
    return this.run(program, ...argv).done(COMMAND_MS);
  }

  /** Like `exec`; a failure rejects. Resolves to stdout. */
  async must(program: string, ...argv: readonly string[]): Promise<string> {
    const { code, out, err } = await this.exec(program, ...argv);
    if (code !== 0) throw new Error(`${[program, ...argv].join(' ')} ended with ${String(code)}:\n${out}\n${err}`);
    return out;
  }

  /** Plugs a USB drive in; resolves to its path in the guest (`/dev/sda`), once udev has handled it. */
  async plug(drive: RigDrive): Promise<string> {
    const group = throttleGroup(drive);
    if (group) await this.#qemu.command('object-add', group);
    await this.#qemu.command('blockdev-add', blockNode(drive));
    if (drive.sectorBytes === undefined) await this.#qemu.command('device_add', deviceNode(drive));
    else {
      for (const node of largeSectorNodes(drive, drive.sectorBytes)) await this.#qemu.command('device_add', node);
      // The bridge is plugged in when its disk is.
      const bridge = { path: `/machine/peripheral/${drive.name}`, property: 'attached', value: true };
      await this.#qemu.command('qom-set', bridge);
    }
    this.#drives.set(drive.name, drive);
    return this.pathOf(drive.name);
  }

  /** The path in the guest of a drive that is plugged in. */
  async pathOf(name: string): Promise<string> {
    const found = await poll(() => this.#find(name), PLUG_MS, `drive ${name} in the guest`);
    // by-id appears before the partitions' nodes and lsblk's facts do.
    await this.must('udevadm', 'settle', '--timeout=30');
    return found;
  }

  /** Pulls a USB drive out, as by hand. Resolves when QEMU has let go of it, so that its file on the host is complete. */
  async unplug(name: string): Promise<void> {
    const drive = this.#drives.get(name);
    if (!drive) throw new Error(`no drive ${name} is plugged in`);
    const from = this.#qemu.events.length;
    await this.#qemu.command('device_del', { id: name });
    await this.#qemu.event('DEVICE_DELETED', (data) => data.device === name, from, PLUG_MS);
    await poll(async () => (await this.#find(name)) === null, PLUG_MS, `end of drive ${name} in the guest`);
    // "in use" for a moment after the device is gone
    await poll(() => this.#tried('blockdev-del', { 'node-name': nodeOf(name) }), PLUG_MS, `release of ${name}`);
    if (throttleGroup(drive)) await this.#qemu.command('object-del', { id: throttleGroupOf(name) });
    this.#drives.delete(name);
  }

  /** Takes the card out of the built-in reader, which stays; QEMU keeps the card's file. */
  async takeOutCard(name: string): Promise<void> {
    await this.#qemu.command('blockdev-remove-medium', { id: name });
  }

  /** Puts it back in; resolves to its path in the guest. */
  async putInCard(name: string): Promise<string> {
    await this.#qemu.command('blockdev-insert-medium', { id: name, 'node-name': nodeOf(name) });
    return this.pathOf(name);
  }

  /** Changes the speed of a drive that was plugged in with a limit. */
  async limitWrites(name: string, bytesPerSecond: number): Promise<void> {
    const path = `/objects/${throttleGroupOf(name)}`;
    await this.#qemu.command('qom-set', { path, property: 'limits', value: { 'bps-write': bytesPerSecond } });
  }

  get plugged(): readonly RigDrive[] {
    return [...this.#drives.values()];
  }

  stop(): Promise<void> {
    this.#socket?.destroy();
    return this.#qemu.stop();
  }

  powerCut(): Promise<void> {
    this.#socket?.destroy();
    return this.#qemu.kill();
  }

  async #find(name: string): Promise<string | null> {
    const drive = this.#drives.get(name);
    if (!drive) throw new Error(`no drive ${name} is plugged in`);
    const path = await this.#ask({ op: 'drive', pattern: byIdPattern(drive) });
    return typeof path === 'string' ? path : null;
  }

  async #ask(message: Readonly<Record<string, unknown>>): Promise<unknown> {
    const id = ++this.#lastId;
    this.#send({ id, ...message });
    await this.#qemu.until(() => this.#answers.has(id), ANSWER_MS, `answer to ${JSON.stringify(message)}`);
    const value = this.#answers.get(id);
    this.#answers.delete(id);
    return value;
  }

  #tried(command: string, args: Readonly<Record<string, unknown>>): Promise<boolean> {
    return this.#qemu.command(command, args).then(
      () => true,
      () => false,
    );
  }

  #send(message: Readonly<Record<string, unknown>>): void {
    this.#socket?.write(`${JSON.stringify(message)}\n`);
  }

  #receive(message: Readonly<Record<string, unknown>>): void {
    const id = Number(message.id);
    if (message.type === 'hello') this.#up = true;
    else if (message.type === 'answer') this.#answers.set(id, message.value);
    else this.#jobs.get(id)?.receive(message);
    this.#qemu.waiting.changed();
  }
}
