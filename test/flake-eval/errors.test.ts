import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { formatSettings } from '../../src/core/spec/settings-text.ts';
import type { Settings } from '../../src/core/spec/settings.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { evaluate, evaluationError } from './evaluate.ts';
import { answers, makeProject, settingsOf, writeHost } from './project.ts';

const good = settingsOf(answers('pi4', 'shed'));
const ATTRIBUTE = 'nixosConfigurations.shed.config.system.build.toplevel.drvPath';

/** As somebody would have it who edits settings.json by hand. */
async function edited(change: (settings: Settings) => object): Promise<string> {
  const dir = await makeProject([]);
  await writeHost(dir, 'shed', JSON.stringify(change(good)));
  return dir;
}

it.each<[string, (settings: Settings) => object, string[]]>([
  [
    'a value of another type',
    (settings) => ({ ...settings, zram: 'yes' }),
    ['nixberry.zram', 'is not of type', 'hosts/shed/settings.json'],
  ],
  [
    'a word that is none of the choices',
    (settings) => ({ ...settings, wifi: { ...settings.wifi, country: 'gb' } }),
    ['nixberry.wifi.country', 'hosts/shed/settings.json'],
  ],
  [
    'a field that does not exist',
    (settings) => ({ ...settings, hostnmae: 'x' }),
    ['nixberry.hostnmae', 'does not exist', 'hosts/shed/settings.json'],
  ],
  [
    'a line break in a name',
    (settings) => ({ ...settings, user: { ...settings.user, fullName: 'a\nroot::0:0' } }),
    ['nixberry.user.fullName', 'hosts/shed/settings.json'],
  ],
  [
    'nobody who could log in',
    (settings) => ({ ...settings, user: { ...settings.user, sshKeys: [] } }),
    ['nixberry.user', 'nobody could log in'],
  ],
  [
    'a key where SSH is off',
    (settings) => ({ ...settings, ssh: { ...settings.ssh, enable: false } }),
    ['nixberry.user', 'nobody could log in'],
  ],
  [
    'a passphrase, which would be in the store',
    (settings) => ({ ...settings, wifi: { country: 'GB', networks: [{ ssid: 'Home', passphrase: 'secret12' }] } }),
    ['nixberry.wifi.networks', '.passphrase', 'does not exist', 'hosts/shed/settings.json'],
  ],
  [
    "a password's hash, which would be in the store",
    (settings) => ({ ...settings, user: { ...settings.user, hashedPassword: '$6$salt$x' } }),
    ['nixberry.user.hashedPassword', 'does not exist', 'hosts/shed/settings.json'],
  ],
  [
    'sudo with a password that nobody has',
    (settings) => ({ ...settings, user: { ...settings.user, sudo: 'with-password' } }),
    ['nixberry.user.sudo'],
  ],
  [
    'what the board cannot do',
    (settings) => ({ ...settings, interfaces: { ...settings.interfaces, camera: true } }),
    ['nixberry.interfaces.camera', 'pi4', 'mainline'],
  ],
  [
    'a fixed address without the address',
    (settings) => ({ ...settings, ethernet: { method: 'static' } }),
    ['nixberry.ethernet', 'needs an "address"'],
  ],
  [
    'networks without a country',
    (settings) => ({ ...settings, wifi: { ...settings.wifi, networks: [{ ssid: 'Home' }] } }),
    ['nixberry.wifi.country'],
  ],
  [
    'a package that there is not',
    (settings) => ({ ...settings, packages: ['htop', 'no-such-thing'] }),
    ['nixberry.packages', '`no-such-thing`'],
  ],
  ['a newer format', (settings) => ({ ...settings, format: 2 }), ['hosts/shed/settings.json', 'newer Nixberry']],
])('%s is told with the field', async (_what, change, words) => {
  const error = await evaluationError(await edited(change), ATTRIBUTE);
  for (const word of words) expect(error).toContain(word);
});

it('broken JSON names the file', async () => {
  const dir = await makeProject([]);
  await writeHost(dir, 'shed', '{ "format": 1, ');
  expect(await evaluationError(dir, ATTRIBUTE)).toContain('hosts/shed/settings.json');
});

it('a time zone that there is not stops the build', async () => {
  const dir = await makeProject([settingsOf({ ...answers('pi4', 'shed'), region: { timeZone: 'Asia/Tokyo' } })]);
  const apply = `config: map (one: one.buildCommand)
    (builtins.filter (one: one.name == "time-zone-exists") config.system.checks)`;
  const [command = ''] = (await evaluate(dir, 'nixosConfigurations.shed.config', apply)) as string[];
  const zones = await tempFolder();
  await mkdir(path.join(zones, 'Asia'));
  await writeFile(path.join(zones, 'Asia/Tokyo'), 'TZif2');
  const script = command.replace(/\/nix\/store\/[a-z0-9]{32}-tzdata-[^/]*\/share\/zoneinfo/, zones);
  expect(script).toContain(zones);
  const build = (zone: string): Promise<{ readonly exitCode?: number; readonly stderr: string }> =>
    execa('bash', ['-c', script], { env: { zone, out: path.join(zones, 'out') }, reject: false });
  expect(await build('Asia/Tokyo')).toMatchObject({ exitCode: 0 });
  expect(await build('Asia/Tokio')).toMatchObject({
    exitCode: 1,
    stderr: 'nixberry.region.timeZone: there is no time zone "Asia/Tokio"',
  });
});

it('what has a default may be left out', async () => {
  const dir = await edited(({ format, board, kernel, release, stateVersion, hostName, user }) => ({
    ...{ format, board, kernel, release, stateVersion, hostName },
    user: { name: user.name, sshKeys: user.sshKeys },
  }));
  const everything = await makeProject([good]);
  const drvPath = ['nixosConfigurations.shed.config.system.build', 'build: build.sdImage.drvPath'] as const;
  // The same defaults as core's: the same image to the last bit.
  expect(await evaluate(dir, ...drvPath)).toBe(await evaluate(everything, ...drvPath));
});

it("the owner's configuration.nix has the last word", async () => {
  const dir = await makeProject([good]);
  const own = '{ lib, ... }: { time.timeZone = lib.mkForce "Asia/Tokyo"; services.nginx.enable = true; }';
  await writeHost(dir, 'shed', formatSettings(good), own);
  const apply = 'config: [ config.time.timeZone config.services.nginx.enable ]';
  expect(await evaluate(dir, 'nixosConfigurations.shed.config', apply)).toEqual(['Asia/Tokyo', true]);
});
