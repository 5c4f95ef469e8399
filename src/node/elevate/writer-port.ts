import { execa, type ResultPromise } from 'execa';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { writerEventSchema, type WriterCommand, type WriterEvent } from '../../contract/writer.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import { tryJson } from '../../core/json.ts';
import type { CancelSignal, WriterEnd, WriterPort, WriterSession } from '../../core/ports.ts';
import { denialReason, type DenialReason } from './denial.ts';
import { encodeFrame } from './encode-frame.ts';
import { lastWords } from './last-words.ts';
import { currentElevationEnv, elevatedCommand, elevatedEnv, findElevation, type Elevation } from './ways.ts';
import { writerCommand, type Command } from './writer-command.ts';

/** After its input has ended the writer has this long to go before it is killed; a drive that hangs may hold it longer. */
const LEAVE_MS = 5_000;
/** From the end of what it says to its exit; where that does not come, only less is known of it. */
const EXIT_MS = 1_000;

const options = {
  stdin: 'pipe',
  stdout: 'pipe',
  stderr: 'pipe',
  buffer: false,
  reject: false,
  // Its own session would lose sudo's terminal; Ctrl-C reaches it with us, and it ignores that: we end its stdin.
  cleanup: false,
  extendEnv: false,
} as const;

type Child = ResultPromise<typeof options>;

export interface StartableWriter extends WriterPort {
  /**
   * Starts a writer now if nobody has to be asked for rights, so that it is ready by the time the drive and the image
   * have been looked at. It does nothing by itself; the next `start` takes it.
   */
  startAhead(options: { elevate: boolean }): void;
  /** Ends a writer that was started ahead and never taken. */
  close(): Promise<void>;
}

/** Starts the writer (or another that `command` gives), as root when asked for. */
export function writerPort(
  elevationEnv = currentElevationEnv(),
  command: () => Command | Promise<Command> = writerCommand,
): StartableWriter {
  /** Null when it could not be started: then the real start will say why. */
  let ahead: Promise<WriterSession | null> | null = null;

  const elevationFor = (elevate: boolean): Elevation | null =>
    elevate ? findElevation(elevationEnv) : { way: 'root', program: null };
  const launch = async (elevation: Elevation, signal: CancelSignal): Promise<WriterSession> => {
    const [file, ...args] = elevatedCommand(elevation, await command());
    // Else somebody is asked for a password for nothing.
    throwIfCancelled(signal);
    return startSession(
      execa(file, args, { ...options, env: { ...childEnv(), ...elevatedEnv(elevation) } }),
      elevation.way,
      signal,
    );
  };
  const takeAhead = async (): Promise<WriterSession | null> => {
    const session = ahead;
    ahead = null;
    return session;
  };

  return {
    startAhead: ({ elevate }) => {
      const elevation = elevationFor(elevate);
      if (ahead !== null || elevation?.way !== 'root') return;
      ahead = launch(elevation, new AbortController().signal).catch(() => null);
    },
    start: async ({ elevate, signal }) => {
      const elevation = elevationFor(elevate);
      if (!elevation) throw new AppError('no-elevation');
      const session = elevation.way === 'root' ? await takeAhead() : null;
      if (!session) return launch(elevation, signal);
      if (!signal.aborted) return session;
      session.close();
      throw new AppError('cancelled');
    },
    close: async () => {
      const session = await takeAhead();
      session?.close();
      await session?.exited;
    },
  };
}

/** What sudo, pkexec and run0 need to find their terminal or their agent; the writer itself reads none of it. */
function childEnv(): Record<string, string> {
  const names = [
    'PATH',
    'TERM',
    'DISPLAY',
    'WAYLAND_DISPLAY',
    'XAUTHORITY',
    'DBUS_SESSION_BUS_ADDRESS',
    'XDG_RUNTIME_DIR',
  ];
  const kept = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries([...kept, ['LC_ALL', 'C']]);
}

async function startSession(child: Child, way: Elevation['way'], signal: CancelSignal): Promise<WriterSession> {
  const words = lastWords(child.stderr);
  let end: Omit<WriterEnd, 'detail'> = { exitCode: null, signal: null };
  const exited = child.then(({ exitCode, signal: by }) => {
    end = { exitCode: exitCode ?? null, signal: by ?? null };
  });
  const ended = (): WriterEnd => ({ ...end, detail: words.line() });
  const events = readEvents(child, exited);
  const close = (): void => {
    child.stdin.destroy();
    const timer = setTimeout(() => child.kill('SIGKILL'), LEAVE_MS);
    void exited.finally(() => clearTimeout(timer));
  };
  // A write to a writer that has died is told by its exit, not by EPIPE here.
  child.stdin.on('error', () => undefined);
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  // What is not the writer's word, as of a program that stands in sudo's place, is no start either.
  const first = await events.next().catch(() => null);
  signal.removeEventListener('abort', close);
  if (signal.aborted) throw new AppError('cancelled');
  if (first?.value?.type !== 'ready') {
    close();
    await exited;
    if (way === 'root') throw new AppError('writer-died', { way, ...ended() });
    const detail = words.all();
    throw new AppError('not-authorised', { way, detail, reason: denialReason(detail) });
  }
  if (way === 'inherited' && !first.value.root) {
    close();
    await exited;
    throw new AppError('not-authorised', { way, detail: '', reason: 'not-elevated' satisfies DenialReason });
  }
  return { events, send: (command) => send(child, command), close, exited, ended };
}

async function send(child: Child, command: WriterCommand): Promise<void> {
  const [head, payload] = encodeFrame(command);
  child.stdin.cork();
  child.stdin.write(head);
  const sent = new Promise<void>((resolve) => {
    // Called on success and on error alike: that the writer is gone is seen in its events.
    child.stdin.write(payload, () => resolve());
  });
  child.stdin.uncork();
  await sent;
}

async function* readEvents(child: Child, exited: Promise<void>): AsyncGenerator<WriterEvent, void, undefined> {
  for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
    const parsed = writerEventSchema.safeParse(tryJson(line));
    if (parsed.success) yield parsed.data;
    else throw new AppError('unexpected', { detail: `the writer said: ${quotable(line)}` });
  }
  await Promise.race([exited, delay(EXIT_MS, undefined, { ref: false })]);
}

/** Words of another program in the writer's place help; a broken event of ours may be a piece of a card, with its seed. */
function quotable(line: string): string {
  return line.startsWith('{') ? `an event that is none, ${line.length} characters` : line.slice(0, 200);
}
