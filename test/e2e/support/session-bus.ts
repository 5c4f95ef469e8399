import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import { tempFolder } from '../../support/temp-folder.ts';

const START_MS = 10_000;

/**
 * A D-Bus session of this test alone, ended with it: what is on it is what the test puts there, since it starts no service
 * by itself. Resolves to its address.
 */
export async function startSessionBus(): Promise<string> {
  const folder = await tempFolder();
  const config = path.join(folder, 'bus.conf');
  await writeFile(config, configOf(folder));
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

function configOf(folder: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=${folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}
