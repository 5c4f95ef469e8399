import path from 'node:path';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import { until } from '../../support/waiting.ts';
import { personEnv } from './start-app.ts';

/** What opens the keyring, as a login would. */
const LOGIN_PASSWORD = 'of the login';
const START_MS = 30_000;

/** GNOME's keyring of the person with this home, opened, on this bus; ended with the test. */
export async function openKeyring(busAddress: string, home: string): Promise<void> {
  const env = { ...personEnv(home), DBUS_SESSION_BUS_ADDRESS: busAddress };
  const argv = ['--foreground', '--unlock', '--components=secrets', `--control-directory=${path.join(home, 'run')}`];
  const child = execa('gnome-keyring-daemon', argv, { env, extendEnv: false, input: LOGIN_PASSWORD, reject: false });
  onTestFinished(async () => {
    child.kill();
    await child;
  });
  const isThere = async (): Promise<boolean> => {
    const asked = [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.DBus',
      '/',
      'org.freedesktop.DBus.NameHasOwner',
    ];
    const { stdout } = await execa('dbus-send', [...asked, 'string:org.freedesktop.secrets'], { env, reject: false });
    return stdout.includes('boolean true');
  };
  await until('the keyring to be on the bus', isThere, START_MS);
}
