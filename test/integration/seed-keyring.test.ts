import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it, onTestFinished } from 'vitest';
import { openKeyring, type KeyringItem } from '../../src/node/seed/keyring.ts';
import { appErrorOf } from '../support/errors.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/waiting.ts';

const never = new AbortController().signal;
/** The keyring is new, and gets this password. The session lasts until nobody has its standard input open. */
const SESSION = 'printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null && env && read -r _';
const HOME: KeyringItem = { kind: 'wifi', ssid: '-x Käsekuchen "🐑"' };

/** GNOME's keyring, unlocked, in a session bus of its own and with folders of its own; the environment of its session. */
async function startKeyring(): Promise<NodeJS.ProcessEnv> {
  const folder = await tempFolder();
  const at = (name: string): string => path.join(folder, name);
  for (const name of ['home', 'data', 'run']) await mkdir(at(name), { mode: 0o700 });
  const env = { PATH: process.env.PATH, HOME: at('home'), XDG_DATA_HOME: at('data'), XDG_RUNTIME_DIR: at('run') };
  const session = ['sh', '-c', SESSION];
  const bus = execa('dbus-run-session', ['--', ...session], {
    env,
    extendEnv: false,
    reject: false,
    buffer: false,
    stdin: 'pipe',
  });
  onTestFinished(async () => {
    // The session ends with its shell, and the keyring with its bus.
    bus.stdin.end();
    await bus;
  });
  let text = '';
  bus.stdout.on('data', (data: Buffer) => (text += data.toString()));
  const address = await until('the session', () => /^DBUS_SESSION_BUS_ADDRESS=(.+)\n/m.exec(text)?.[1]);
  return { ...env, DBUS_SESSION_BUS_ADDRESS: address };
}

it('keeps secrets in GNOME’s keyring, and finds each again', async () => {
  const keyring = openKeyring(never, await startKeyring());
  const items: readonly (readonly [KeyringItem, string])[] = [
    [HOME, ' "correct" $horse\\ 🐑 '],
    [{ kind: 'wifi', ssid: 'Home' }, 'x'.repeat(63)],
    [{ kind: 'password', host: 'barn', user: 'ada' }, 'one'],
    [{ kind: 'password', host: 'barn', user: 'bob' }, 'two'],
    [{ kind: 'tailscale', host: 'barn' }, 'tskey-auth-1'],
  ];
  for (const [item] of items) expect(await keyring.lookUp(item)).toBeNull();
  for (const [item, secret] of items) await keyring.keep(item, secret);
  for (const [item, secret] of items) expect(await keyring.lookUp(item)).toBe(secret);
  await keyring.keep(HOME, 'another');
  expect(await keyring.lookUp(HOME)).toBe('another');
  expect(await keyring.lookUp({ kind: 'password', host: 'shed', user: 'ada' })).toBeNull();
});

it('says so where there is no keyring', async () => {
  const folder = await tempFolder();
  const env = { PATH: process.env.PATH, HOME: folder, DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder}/none` };
  const keyring = openKeyring(never, env);
  for (const work of [() => keyring.lookUp(HOME), () => keyring.keep(HOME, 'Zq7-marked')]) {
    const error = await appErrorOf(work());
    expect(error.code).toBe('keyring-failed');
    expect(error.facts.detail).toMatch(/connect/);
    expect(`${error.message} ${String(error.stack)}`).not.toContain('Zq7-marked');
  }
});
