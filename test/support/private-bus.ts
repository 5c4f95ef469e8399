import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import { busConfig } from './bus-config.ts';
import { tempFolder } from './temp-folder.ts';

const START_MS = 10_000;

/**
 * A D-Bus of this test alone, ended with it: what is on it is what the test puts there, since it starts no service by itself.
 * Resolves to its address, for `DBUS_SESSION_BUS_ADDRESS` or `DBUS_SYSTEM_BUS_ADDRESS`.
 */
export async function startPrivateBus(type: 'session' | 'system'): Promise<string> {
  const folder = await tempFolder();
  const config = path.join(folder, 'bus.conf');
  await writeFile(config, busConfig(type, `unix:tmpdir=${folder}`));
  const argv = ['--nofork', '--nopidfile', '--nosyslog', '--print-address=3', `--config-file=${config}`];
  const child = execa('dbus-daemon', argv, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], reject: false });
  onTestFinished(async () => {
    child.kill();
    await child;
  });
  const lines = createInterface({ input: child.stdio[3] });
  const [address] = await once(lines, 'line', { signal: AbortSignal.timeout(START_MS) }).catch(() => [null]);
  if (typeof address === 'string') return address;
  child.kill();
  throw new Error(`dbus-daemon did not start: ${(await child).stderr}`);
}
