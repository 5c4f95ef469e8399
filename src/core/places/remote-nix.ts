import { AppError } from '../errors.ts';
import type { NixExit, NixPort, NixRun } from '../nix/ports.ts';
import { destinationText, type SshDestination } from '../ssh/destination.ts';
import type { SshPort } from '../ssh/ports.ts';
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
      const exit = await ssh.run(destination, 'sha256', [path], { signal });
      if (exit.code !== 0) throw scriptFailure(there, 'sha256', exit);
      return exit.stdout.trim();
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
  if (program === 'cachix') throw new AppError('cachix-missing');
  throw new AppError('remote-nix-missing', { place: destinationText(destination) });
}

async function look(there: There, path: string): Promise<Look> {
  const exit = await brief(there, 'look', [path]);
  const [kind = '', ...names] = exit.stdout.split('\n').filter((line) => line !== '');
  const bytes = /^file (\d+)$/.exec(kind)?.[1];
  if (exit.code === 0 && bytes !== undefined) return { bytes: Number(bytes) };
  if (exit.code === 0 && kind === 'folder') return { names: names.sort() };
  throw scriptFailure(there, 'look', exit);
}
