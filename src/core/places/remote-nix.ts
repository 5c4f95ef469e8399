import { AppError } from '../errors/app-error.ts';
import type { NixExit, NixPort, NixRun } from '../nix/ports.ts';
import { destinationText, type SshDestination } from '../ssh/destination.ts';
import type { SshExit, SshPort } from '../ssh/ports.ts';
import { brief, NOT_FOUND, scriptFailure, type There } from './there.ts';

type Look = { readonly bytes: number } | { readonly names: readonly string[] };

/**
 * Nix on another machine, and the files that it made there. Nothing is added to its environment. Throws as `SshPort.run`, and
 * AppError `remote-nix-missing`, `cachix-missing`, `nix-timeout`, `remote-failed` for a file that is not there.
 */
export function remoteNix(ssh: SshPort, destination: SshDestination): NixPort {
  const there = { ssh, destination };
  return {
    run: (argv, options) => runNix(there, argv, options),
    list: async (path) => {
      const found = await look(there, path);
      return 'names' in found ? found.names : null;
    },
    bytes: async (path) => {
      const found = await look(there, path);
      if ('bytes' in found) return found.bytes;
      throw new AppError('remote-failed', {
        place: destinationText(destination),
        script: 'look',
        detail: `${path}: a folder`,
      });
    },
    sha256: async (path, signal) => {
      const exit = await ssh.run(destination, 'sha256', [path], { signal, held: true });
      if (exit.code !== 0) throw scriptFailure(there, 'sha256', exit);
      const hash = exit.stdout.trim();
      if (!/^[0-9a-f]{64}$/.test(hash)) throw scriptFailure(there, 'sha256', senseless(hash));
      return hash;
    },
    readText: async (path) => {
      const { code, stdout } = await brief(there, 'cat', [path]);
      return code === 0 ? stdout : null;
    },
  };
}

async function runNix(
  { ssh, destination }: There,
  argv: readonly string[],
  { signal, onLine, timeoutMs, program: wanted }: NixRun,
): Promise<NixExit> {
  const program = wanted ?? 'nix';
  const exit = await ssh
    .run(destination, 'nix', [program, ...argv], {
      signal,
      held: true,
      ...(onLine && { onLine }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    })
    .catch((thrown: unknown) => {
      if (!(thrown instanceof AppError) || thrown.code !== 'remote-timeout') throw thrown;
      throw new AppError(
        'nix-timeout',
        { command: `${program} ${argv[0] ?? ''}`, ms: timeoutMs ?? 0 },
        { cause: thrown },
      );
    });
  if (exit.code !== NOT_FOUND) return exit;
  const place = destinationText(destination);
  throw new AppError(program === 'cachix' ? 'cachix-missing' : 'remote-nix-missing', { place });
}

async function look(there: There, path: string): Promise<Look> {
  const exit = await brief(there, 'look', [path]);
  const [kind = '', ...names] = exit.stdout.split('\n').filter((line) => line !== '');
  const bytes = Number(/^file (\d+)$/.exec(kind)?.[1] ?? NaN);
  if (exit.code === 0 && Number.isSafeInteger(bytes)) return { bytes };
  if (exit.code === 0 && kind === 'folder') return { names: names.sort() };
  throw scriptFailure(there, 'look', exit.code === 0 ? senseless(kind) : exit);
}

/** It ended well, and said what cannot be. */
function senseless(said: string): SshExit {
  return { code: 1, stdout: '', stderr: [`an answer that makes no sense: ${said}`] };
}
