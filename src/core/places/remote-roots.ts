import { AppError } from '../errors/app-error.ts';
import type { RemoteScript, SshPort } from '../ssh/ports.ts';
import type { SshDestination } from '../ssh/destination.ts';
import type { Roots } from './place.ts';
import { brief, scriptFailure } from './there.ts';

/** As long as for a root on this computer. */
const ROOT_MS = 120_000;

export interface RemoteRoots extends Roots {
  /** Keeps a path that is not there yet, from the moment it is. */
  hold(name: string, storePath: string): Promise<void>;
}

/** Garbage-collector roots on another machine. Throws as `SshPort.run`, and AppError `remote-failed` and its kin. */
export function remoteRoots(ssh: SshPort, destination: SshDestination): RemoteRoots {
  const there = { ssh, destination };
  const run = async (script: RemoteScript, parameters: readonly string[]): Promise<void> => {
    const exit = await brief(there, script, parameters, { timeoutMs: ROOT_MS });
    if (exit.code !== 0) throw scriptFailure(there, script, exit);
  };
  return {
    keep: async (name, storePath) => {
      try {
        await run('keep', [name, storePath]);
      } catch (thrown) {
        // It may have been made all the same, and nobody would know of it.
        if (thrown instanceof AppError && thrown.code === 'remote-timeout')
          await run('unkeep', [name]).catch(() => undefined);
        throw thrown;
      }
    },
    hold: (name, storePath) => run('hold', [name, storePath]),
    unkeep: async (names) => {
      if (names.length > 0) await run('unkeep', names);
    },
  };
}
