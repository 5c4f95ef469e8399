import type { RemoteScript, SshPort } from '../ssh/ports.ts';
import type { SshDestination } from '../ssh/destination.ts';
import type { Roots } from './place.ts';
import { brief, scriptFailure } from './there.ts';

/** Garbage-collector roots on another machine. Throws as `SshPort.run`, and AppError `remote-failed` and its kin. */
export function remoteRoots(ssh: SshPort, destination: SshDestination): Roots {
  const there = { ssh, destination };
  const run = async (script: RemoteScript, parameters: readonly string[]): Promise<void> => {
    const exit = await brief(there, script, parameters);
    if (exit.code !== 0) throw scriptFailure(there, script, exit);
  };
  return {
    keep: (name, storePath) => run('keep', [name, storePath]),
    unkeep: async (names) => {
      if (names.length > 0) await run('unkeep', names);
    },
  };
}
