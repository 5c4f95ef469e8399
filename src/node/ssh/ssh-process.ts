import { execa } from 'execa';
import type { Readable } from 'node:stream';
import { AppError, toAppError } from '../../core/errors/app-error.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { HAS_GROUPS, processGroup } from './process-group.ts';
import { sshFiles } from './ssh-files.ts';
import { feed, linesOf } from './streams.ts';

/** Lines of stderr that are handed back. */
const STDERR_LINES = 60;
/** Something that ssh started may hold its stderr for long. */
const LEFT_OPEN_MS = 1_000;

/** The ssh to run, and its environment. */
export interface SshProgram {
  readonly program: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface SshProcessOptions {
  readonly signal: CancelSignal;
  readonly onLine?: (line: string) => void;
  /** Its stdin: these bytes, or `held`: nothing, and open as long as it runs. Otherwise there is none. */
  readonly input?: AsyncIterable<Uint8Array> | 'held';
  readonly timeoutMs?: number;
  /** The public key that the machine must have; without it known_hosts says. */
  readonly hostKey?: string | null;
}

export interface SshEnd {
  readonly code: number | null;
  /** What ssh itself said; null when it ended before it could put that apart from stderr. */
  readonly log: readonly string[] | null;
  /** The last lines of stderr. */
  readonly stderr: readonly string[];
}

/** A running ssh. Its stdout has to be read. */
export interface SshProcess {
  readonly stdout: Readable;
  /**
   * Resolves when it has ended by itself; `code` is null when somebody's signal ended it. Rejects with AppError `cancelled`,
   * `ssh-missing`, with `SshLate`, and with what `input` or `onLine` threw.
   */
  readonly ended: Promise<SshEnd>;
  /** Ends it with all that it started, if it has not ended yet. Resolves when it is gone. */
  stop(): Promise<void>;
}

/** It did not end in time. */
export class SshLate extends Error {}

/** Starts ssh in a process group of its own: Ctrl-C in a terminal reaches us alone, and we end ssh in order. */
export function startSsh(
  { program, env }: SshProgram,
  argv: readonly string[],
  { signal, onLine, input, timeoutMs, hostKey = null }: SshProcessOptions,
): SshProcess {
  if (signal.aborted) throw new AppError('cancelled');
  const files = sshFiles(hostKey);
  const child = execa(program, [...files.argv, ...argv], {
    detached: HAS_GROUPS,
    windowsHide: true,
    stdin: input === undefined ? 'ignore' : 'pipe',
    encoding: 'buffer',
    buffer: false,
    reject: false,
    extendEnv: false,
    // English words, and no window that asks for a password, not from the ssh of a `ProxyJump` either.
    env: { ...env, LC_ALL: 'C', SSH_ASKPASS_REQUIRE: 'never' },
  });
  // Readers come a moment later; until then nothing may flow, or it would be lost.
  child.stdout.pause();
  child.stderr.pause();

  const group = processGroup(child);
  let closing = false;
  const close = (...streams: readonly Readable[]): void => {
    closing = true;
    for (const stream of streams) stream.destroy();
  };
  let stopped: Promise<void> | undefined;
  let reason: Error | undefined;
  const stop = (why?: Error): Promise<void> => {
    reason ??= why;
    return (stopped ??= group.end().then(() => close(child.stdout, child.stderr)));
  };
  const cancel = (): void => void stop(new AppError('cancelled'));
  const late = timeoutMs === undefined ? undefined : setTimeout(() => void stop(new SshLate()), timeoutMs);
  signal.addEventListener('abort', cancel, { once: true });
  const fail = (thrown: unknown): void => {
    // Streams that were closed from this side say so.
    if (!closing) void stop(toAppError(thrown));
  };

  const stderr: string[] = [];
  const readStderr = async (): Promise<void> => {
    for await (const line of linesOf(child.stderr)) {
      const shown = line.replace(/\r$/, '');
      stderr.push(shown);
      if (stderr.length > STDERR_LINES) stderr.shift();
      onLine?.(shown);
    }
  };

  const wait = async (): Promise<SshEnd> => {
    const reading = readStderr().catch(fail);
    if (child.stdin && input !== undefined && input !== 'held') feed(child.stdin, input).catch(fail);
    else child.stdin?.on('error', () => undefined);
    try {
      await group.exited;
      const timer = setTimeout(() => close(child.stderr), LEFT_OPEN_MS);
      await reading;
      clearTimeout(timer);
      const result = await child;
      await stopped;
      if (reason) throw reason;
      if (result.code === 'ENOENT') throw new AppError('ssh-missing', { program });
      if (child.pid === undefined) throw new AppError('unexpected', { detail: result.originalMessage ?? program });
      return { code: result.exitCode ?? null, log: files.words(), stderr };
    } finally {
      clearTimeout(late);
      signal.removeEventListener('abort', cancel);
      files.remove();
    }
  };
  const ended = wait();
  // Whoever reads stdout asks only later how it ended.
  ended.catch(() => undefined);
  return { stdout: child.stdout, ended, stop: () => stop() };
}
