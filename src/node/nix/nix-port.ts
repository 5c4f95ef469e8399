import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { AppError } from '../../core/errors/app-error.ts';
import type { NixExit, NixPort, NixRun } from '../../core/nix/ports.ts';
import { currentNixEnv, findNix, findProgram } from './find-nix.ts';
import { hashFile } from './hash-file.ts';
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
    run: (argv, options) => runNix(programOf(program ?? findNix(currentNixEnv()), options), cwd, argv, options),
    list: async (path) => {
      const names = await readdir(path).catch((error: unknown) => {
        if (errnoOf(error) === 'ENOTDIR') return null;
        throw error;
      });
      return names === null ? null : names.sort();
    },
    bytes: async (path) => (await stat(path)).size,
    sha256: hashFile,
    readText: (path) => readFile(path, 'utf8').catch(() => null),
  };
}

/** Nix's other programs lie beside it; what is not Nix's own is looked up. */
function programOf(nix: string | null, { program }: NixRun): string | null {
  if (program === undefined || nix === null) return nix;
  return program === 'nix-store' ? join(dirname(nix), program) : findProgram(program, currentNixEnv());
}

async function runNix(
  program: string | null,
  cwd: string | undefined,
  argv: readonly string[],
  { signal, onLine, timeoutMs, program: wanted, env }: NixRun,
): Promise<NixExit> {
  if (program === null) throw new AppError(wanted === 'cachix' ? 'cachix-missing' : 'nix-missing');
  if (signal.aborted) throw new AppError('cancelled');
  const child = execa(program, argv, {
    // A group of its own: Ctrl-C in a terminal reaches us alone, and we stop Nix in order.
    detached: true,
    stdin: 'ignore',
    buffer: { stderr: false },
    reject: false,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
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
      throw new AppError('nix-timeout', { command: `${wanted ?? 'nix'} ${argv[0] ?? ''}`, ms: timeoutMs ?? 0 });
    }
    if (result.exitCode === undefined && result.signal === undefined)
      throw new AppError('unexpected', { detail: result.message ?? program }, { cause: result });
    return { code: result.exitCode ?? null, stdout: result.stdout, stderr };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}
