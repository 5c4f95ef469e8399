import { cp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { SshDestination } from '../../src/core/ssh/destination.ts';
import type { SshPort } from '../../src/core/ssh/ports.ts';
import { scriptsFolder } from '../../src/node/ssh/script.ts';
import { createSsh } from '../../src/node/ssh/ssh-port.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/waiting.ts';
import { programsWith, startOtherMachine, type OtherMachine } from './other-machine.ts';

/** Scripts of the tests' own that take the names of real ones. */
const SCRIPTS = {
  look: 'for one; do printf "%s\\0" "$one"; done',
  receive: 'sha256sum; wc -c </dev/null; exit 7',
  stop: 'echo out; echo err >&2; exit "$1"',
  job: 'echo "$$"; exec sleep 1000',
  lock: 'kill -9 $$',
  follow: 'i=0; while [ $i -lt 2000 ]; do echo "o$i"; echo "e$i" >&2; i=$((i+1)); done',
  start: 'exec head -c 1 >/dev/null',
  keep: 'cat >/dev/null; touch "$1"',
};

export interface SshWorld {
  machine: OtherMachine;
  /** With the scripts above. */
  ssh: SshPort;
  /** With the real scripts. */
  real: SshPort;
  /** Waits until nobody is left on either side. */
  readonly quiet: () => Promise<void>;
}

/** A machine as `~/.ssh/config` names it. */
export function named(host: string): SshDestination {
  return { user: null, host, port: null, keyFile: null };
}

export const OTHER = named('other');

/** One other machine, without Nix, for all tests of a file. */
export function useOtherMachine(): SshWorld {
  const world = {} as SshWorld;
  beforeAll(async () => {
    const machine = await startOtherMachine({ nix: false });
    const quiet = async (): Promise<void> => {
      await until('connections to end', async () => (await machine.connections()) === 0);
      expect(await programsWith(machine.config)).toEqual([]);
    };
    Object.assign(world, { machine, quiet });
  });
  afterAll(() => world.machine.stop());
  beforeEach(async () => {
    const scripts = await tempFolder();
    await cp(scriptsFolder(), scripts, { recursive: true });
    for (const [name, text] of Object.entries(SCRIPTS)) await writeFile(path.join(scripts, `${name}.sh`), text);
    const env = { ...process.env, ...world.machine.env };
    world.ssh = createSsh({ env, scripts });
    world.real = createSsh({ env });
  });
  return world;
}
