import { readdir, readFile, stat } from 'node:fs/promises';
import { execa } from 'execa';
import { AppError } from '../../core/errors.ts';
import type { NixExit, NixPort, NixRun } from '../../core/nix/ports.ts';
import { currentNixEnv, findNix } from './find-nix.ts';
import { stopNix } from './stop-nix.ts';
import { errnoOf } from '../errno.ts';

/** Lines of stderr that are handed back with the exit code. */
const STDERR_LINES = 60;

export interface NixPortOptions {
  /** The `nix` to run; looked up when it is not given. */
  readonly program?: string;
  /** Where relative flake references start. */
  readonly cwd?: string;
}

/** Nix on this computer. */
export function createNixPort({ program, cwd }: NixPortOptions = {}): NixPort {
  return {
    run: (argv, options) => runNix(program ?? findNix(currentNixEnv()), cwd, argv, options),
    list: async (path) => {
      const names = await readdir(path).catch((error: unknown) => {
        if (errnoOf(error) === 'ENOTDIR') return null;
        throw error;
      });
      return names === null ? null : names.sort();
    },
    bytes: async (path) => (await stat(path)).size,
    readText: (path) => readFile(path, 'utf8').catch(() => null),
  };
}

async function runNix(
  program: string | null,
  cwd: string | undefined,
  argv: readonly string[],
  { signal, onLine, timeoutMs }: NixRun,
): Promise<NixExit> {
  if (program === null) throw new AppError('nix-missing');
  if (signal.aborted) throw new AppError('cancelled');
  const child = execa(program, argv, {
    // A group of its own: Ctrl-C in a terminal reaches us alone, and we stop Nix in order.
    detached: true,
    stdin: 'ignore',
    buffer: { stderr: false },
    reject: false,
    ...(cwd === undefined ? {} : { cwd }),
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  let stopping: { readonly why: 'cancelled' | 'late'; readonly stopped: Promise<void> } | undefined;
  const stop = (why: 'cancelled' | 'late'): void => {
    stopping ??= { why, stopped: child.pid === undefined ? ended : stopNix(child.pid, ended) };
  };
  const cancel = (): void => stop('cancelled');
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => stop('late'), timeoutMs);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const stderr: string[] = [];
    for await (const line of child.iterable({ from: 'stderr' })) {
      stderr.push(line);
      if (stderr.length > STDERR_LINES) stderr.shift();
      onLine?.(line);
    }
    const result = await child;
    if (stopping) {
      await stopping.stopped;
      if (stopping.why === 'cancelled') throw new AppError('cancelled');
      throw new AppError('nix-timeout', { command: `nix ${argv[0] ?? ''}`, ms: timeoutMs ?? 0 });
    }
    if (result.exitCode === undefined && result.signal === undefined)
      throw new AppError('unexpected', { detail: result.message ?? program }, { cause: result });
    return { code: result.exitCode ?? null, stdout: result.stdout, stderr };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}
