import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import path from 'node:path';
import { execa, type ResultPromise } from 'execa';
import { connect, onMessages } from './sockets.ts';
import { Waiting } from './waiting.ts';

const REPLY_MS = 10_000;
const STOP_MS = 5000;

interface QmpEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Linux kills the child when this process is gone, however it went; without setpriv an orderly end must do. */
export function boundToUs(program: string, argv: readonly string[]): readonly [string, readonly string[]] {
  const setpriv = '/usr/bin/setpriv';
  return existsSync(setpriv) ? [setpriv, ['--pdeathsig', 'KILL', program, ...argv]] : [program, argv];
}

/** A QEMU process and its control socket (QMP). */
export class Qemu {
  readonly waiting = new Waiting();
  readonly events: QmpEvent[] = [];
  readonly #process: ResultPromise;
  readonly #replies = new Map<number, Record<string, unknown>>();
  #socket: Socket | undefined;
  #ended: string | undefined;
  #lastId = 0;
  #greeted = false;

  private constructor(program: string, argv: readonly string[]) {
    const [file, args] = boundToUs(program, argv);
    this.#process = execa(file, args, { stdin: 'ignore', stdout: 'ignore', reject: false, cleanup: true });
    void this.#process.then((result) => {
      this.#ended = `QEMU has ended (${result.exitCode ?? result.signal ?? '?'}): ${String(result.stderr).slice(-2000)}`;
      this.waiting.changed();
    });
  }

  /** Starts QEMU with a control socket in `folder` and resolves when it answers. */
  static async start(program: string, argv: readonly string[], folder: string): Promise<Qemu> {
    const socket = path.join(folder, 'qmp');
    const qemu = new Qemu(program, [...argv, '-qmp', `unix:${socket},server=on,wait=off`]);
    try {
      qemu.#socket = await connect(socket, () => {
        qemu.#alive();
      });
      onMessages(qemu.#socket, (message) => {
        qemu.#receive(message);
      });
      await qemu.until(() => qemu.#greeted, REPLY_MS, 'QMP greeting');
      await qemu.command('qmp_capabilities');
      return qemu;
    } catch (error) {
      await qemu.kill();
      throw error;
    }
  }

  /** Like `Waiting.until`, but an ended QEMU is an error. */
  until<T>(test: () => T | null | undefined | false, ms: number, what: string): Promise<T> {
    return this.waiting.until(
      () => {
        const value = test();
        if (value === null || value === undefined || value === false) this.#alive();
        return value;
      },
      ms,
      what,
    );
  }

  async command(execute: string, args: Readonly<Record<string, unknown>> = {}, ms = REPLY_MS): Promise<unknown> {
    const id = ++this.#lastId;
    this.#socket?.write(`${JSON.stringify({ execute, arguments: args, id })}\n`);
    const reply = await this.until(() => this.#replies.get(id), ms, `QMP ${execute}`);
    this.#replies.delete(id);
    if (reply.error !== undefined) throw new Error(`QMP ${execute}: ${JSON.stringify(reply.error)}`);
    return reply.return;
  }

  /** Waits for an event that comes, or has come, after the first `from` of `events`. */
  event(name: string, matches: (data: QmpEvent['data']) => boolean, from: number, ms: number): Promise<QmpEvent> {
    return this.until(
      () => this.events.slice(from).find((event) => event.event === name && matches(event.data)),
      ms,
      `QMP event ${name}`,
    );
  }

  /** An orderly end, for which QEMU flushes its drives. */
  async stop(): Promise<void> {
    if (this.#ended === undefined) {
      await this.command('quit', {}, STOP_MS).catch(() => undefined);
      await this.waiting.until(() => this.#ended, STOP_MS, 'end of QEMU').catch(() => undefined);
    }
    await this.kill();
  }

  /** As when the power fails. */
  async kill(): Promise<void> {
    this.#socket?.destroy();
    this.#process.kill('SIGKILL');
    await this.#process;
  }

  #alive(): void {
    if (this.#ended !== undefined) throw new Error(this.#ended);
  }

  #receive(message: Record<string, unknown>): void {
    if ('QMP' in message) this.#greeted = true;
    else if (typeof message.event === 'string') {
      this.events.push({ event: message.event, data: (message.data ?? {}) as QmpEvent['data'] });
    } else if (typeof message.id === 'number') this.#replies.set(message.id, message);
    this.waiting.changed();
  }
}
