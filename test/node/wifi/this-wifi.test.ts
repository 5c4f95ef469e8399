import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { networkManager } from '../../../src/node/wifi/network-manager.ts';
import { findWifi, readWifiPassphrase, wifiSources } from '../../../src/node/wifi/this-wifi.ts';
import type { WifiSource } from '../../../src/node/wifi/wifi.ts';

const PASSPHRASE = 'correct:horse\\battery';
const HOME = { ssid: 'Home', security: 'wpa2', hidden: false } as const;

/** A source that tells what it is given. */
function source(current: WifiSource['current'], passphrase: WifiSource['passphrase'] = null): WifiSource {
  return { current, passphrase };
}

/** An `nmcli` of our own: the real one wants its service. It writes down what it was asked. */
async function fakeNmcli(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nixberry-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const script = `#!/bin/sh
echo "$*" >> '${folder}/asked'
case "$*" in
  *--show-secrets*) printf '%s\\n' '${PASSPHRASE}' ;;
  *802-11-wireless.ssid,*) printf '802-11-wireless.ssid:Home\\n802-11-wireless.hidden:no\\n802-11-wireless-security.key-mgmt:sae\\n' ;;
  *802-11-wireless.ssid*) printf '802-11-wireless.ssid:Home\\n' ;;
  *--active*) echo 8f1e5c9a-0b1d-4f4e-9d8e-0a2f6f6c1b11:802-11-wireless ;;
  *IN-USE*) echo '*:WPA3' ;;
esac
`;
  await writeFile(join(folder, 'nmcli'), script);
  await chmod(join(folder, 'nmcli'), 0o755);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH ?? ''}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return join(folder, 'asked');
}

describe('the network of this computer', () => {
  it('is what the first source says that knows one', async () => {
    const broken = source(() => Promise.reject(new Error('hangs')));
    const silent = source(() => Promise.resolve(null));
    const knows = source(
      () => Promise.resolve(HOME),
      () => Promise.resolve('never asked'),
    );
    expect(await findWifi([broken, silent, knows])).toEqual({ ...HOME, askable: true });
    expect(await findWifi([])).toBeNull();
  });

  it('is not one whose name a Pi could not have', async () => {
    expect(await findWifi([source(() => Promise.resolve({ ...HOME, ssid: 'x'.repeat(33) }))])).toBeNull();
  });

  it('has no passphrase to ask for when it is open, or not one of a Pi', async () => {
    const of = (security: 'open' | 'other') =>
      findWifi([
        source(
          () => Promise.resolve({ ...HOME, security }),
          () => Promise.resolve('x'),
        ),
      ]);
    expect((await of('open'))?.askable).toBe(false);
    expect((await of('other'))?.askable).toBe(false);
  });

  it('knows programs on the three systems', () => {
    expect([wifiSources('linux').length, wifiSources('darwin').length, wifiSources('win32').length]).toEqual([2, 1, 1]);
    expect(wifiSources('freebsd')).toEqual([]);
  });
});

describe('nmcli', () => {
  it('is asked for the network without its secrets', async () => {
    const asked = await fakeNmcli();
    expect(await findWifi([networkManager])).toEqual({ ssid: 'Home', security: 'wpa3', hidden: false, askable: true });
    expect(await readFile(asked, 'utf8')).not.toContain('secrets');
  });

  it('gives the passphrase as it is, of the very network that was shown', async () => {
    await fakeNmcli();
    expect(await readWifiPassphrase('Home', [networkManager])).toBe(PASSPHRASE);
    await expect(readWifiPassphrase('Office', [networkManager])).rejects.toMatchObject({
      code: 'wifi-passphrase-unreadable',
      facts: { ssid: 'Office' },
    });
  });
});

it('does not quote what a source says when it fails', async () => {
  const leaks = source(
    () => Promise.resolve(HOME),
    () => Promise.reject(new Error(PASSPHRASE)),
  );
  const error = await readWifiPassphrase('Home', [leaks]).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'wifi-passphrase-unreadable' });
  expect(String((error as Error).stack) + JSON.stringify(error)).not.toContain(PASSPHRASE);
});
