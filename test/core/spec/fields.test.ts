import { describe, expect, test } from 'vitest';
import { completeSettings } from '../../../src/core/spec/complete.ts';
import { KEYS, problemsOf, someAnswers, someSettings } from './some-answers.ts';

function user(other: object): object {
  return { user: { name: 'ada', sshKeys: [KEYS.ed25519], ...other } };
}
function fixed(other: object): object {
  return { ethernet: { method: 'static', address: '192.168.1.5/24', ...other } };
}
function network(other: object): object {
  return { wifi: { country: 'GB', networks: [{ ssid: 'Home', ...other }] } };
}
function region(other: object): object {
  return { region: other };
}
function upgrade(flake: unknown): object {
  return { services: { autoUpgrade: { flake } } };
}

const accepted: readonly (readonly [string, object])[] = [
  ...['a', '0', 'pi-4', 'x'.repeat(63)].map((hostName) => [hostName, { hostName }] as const),
  ...['a', '_x', 'ada-9_', 'a'.repeat(31)].map((name) => [name, user({ name })] as const),
  ...['', 'Ada, Countess of Lovelace', 'José', 'عادة', 'x'.repeat(128)].map(
    (one) => [one, user({ fullName: one })] as const,
  ),
  ...['10.0.0.1/8', '192.168.1.5/31', '172.16.0.2/12'].map((address) => [address, fixed({ address })] as const),
  ...['GB', 'DE'].map((country) => [country, { wifi: { country } }] as const),
  ...[' ', 'x'.repeat(32), 'ü'.repeat(16), '🌿'.repeat(8), '""\\'].map((ssid) => [ssid, network({ ssid })] as const),
  ...[
    'UTC',
    'Europe/London',
    'America/Argentina/Buenos_Aires',
    'Etc/GMT+5',
    'America/Port-au-Prince',
    'Africa/Porto-Novo',
  ].map((timeZone) => [timeZone, region({ timeZone })] as const),
  ...['C.UTF-8', 'en_GB.UTF-8', 'sr_RS@latin', 'sr_RS', 'hi_IN', 'fil_PH'].map(
    (locale) => [locale, region({ locale })] as const,
  ),
  ...['uk', 'de-latin1-nodeadkeys', 'ruwin_alt-UTF-8', 'mac-de_CH'].map(
    (one) => [one, region({ keyboard: one })] as const,
  ),
  ...['gpu_mem=16', '[pi4]', 'x', '#'.repeat(98)].map((line) => [line, { configTxt: [line] }] as const),
  ...['htop', 'python3Packages.gpiozero', '_7zz', 'gtk+extra', 'linuxKernel.packages.linux_6_6.perf'].map(
    (name) => [name, { packages: [name] }] as const,
  ),
  ...[
    'github:me/pis',
    'git+https://h/r.git?ref=main',
    'git+ssh://git@h/r',
    '/etc/nixos',
    'path:/etc/nixos',
    'github:me/pis/a_b',
  ].map((flake) => [flake, upgrade(flake)] as const),
  ...['26.05', '24.11'].map((stateVersion) => [stateVersion, { stateVersion }] as const),
];

const refused: readonly (readonly [string, object])[] = [
  ['board: missing', { board: undefined }],
  ['board: not-one-of', { board: 'pi6' }],
  ['board: not-one-of', { board: 4 }],
  ['kernel: not-one-of', { kernel: 'rt' }],
  ['release: not-one-of', { release: '24.05' }],
  ['format: not-one-of', { format: 0 }],
  ['format: format-newer', { format: 2 }],
  ['format: format-newer', { format: 1.5, board: 'pi99', what: 1 }],
  ['$schema: wrong-type', { $schema: 1 }],
  ...['', '-a', 'a-', 'A', 'a.b', 'a_b', 'ä', ' a'].map((hostName) => ['hostName: host-name', { hostName }] as const),
  ['hostName: too-long', { hostName: 'x'.repeat(256) }],
  ['hostName: control-character', { hostName: 'a\n' }],
  ['hostName: missing', { hostName: undefined }],
  ['hostName: wrong-type', { hostName: null }],
  ['user.name: missing', { user: undefined }],
  ['user: wrong-type', { user: 'ada' }],
  ['user.name: missing', { user: { sshKeys: [KEYS.ed25519] } }],
  ...['', '9a', 'Ada', 'a b', 'a'.repeat(32), 'a$'].map((name) => ['user.name: user-name', user({ name })] as const),
  ...['root', 'sshd', 'systemd-network', 'nixbld1', 'wpa_supplicant'].map(
    (name) => ['user.name: user-name-taken', user({ name })] as const,
  ),
  ['user.fullName: full-name', user({ fullName: 'a:b' })],
  ['user.fullName: full-name', user({ fullName: 'a\u2066b' })],
  ['user.fullName: too-long', user({ fullName: 'x'.repeat(129) })],
  ['user.fullName: control-character', user({ fullName: 'a\u0085b' })],
  ['user.sshKeys[1]: ssh-key-type', user({ sshKeys: [KEYS.ed25519, 'ssh-dss AAAA'] })],
  ['user.sshKeys: wrong-type', user({ sshKeys: KEYS.ed25519 })],
  ['user.sshKeys[0]: wrong-type', user({ sshKeys: [1] })],
  ['user.password: not-one-of', user({ password: 'hunter2' })],
  ['user.passwrd: unknown-setting', user({ passwrd: 'none' })],
  // There is no field for a secret, and none is taken by mistake.
  ['user.hashedPassword: unknown-setting', user({ hashedPassword: '$6$salt$x' })],
  ['user.passwordHash: unknown-setting', user({ passwordHash: '$6$salt$x' })],
  ['ssh.enable: wrong-type', { ssh: { enable: 'yes' } }],
  ['ethernet.method: not-one-of', { ethernet: { method: 'bootp' } }],
  ['ethernet.address: unknown-setting', { ethernet: { method: 'dhcp', address: '192.168.1.5/24' } }],
  ['ethernet.address: missing', { ethernet: { method: 'static' } }],
  ...['192.168.1.5', '192.168.1.5/0', '192.168.1.5/33', '192.168.01.5/24', '256.1.1.1/8', 'fe80::1/64', '1.2.3/24'].map(
    (address) => ['ethernet.address: ipv4-prefix', fixed({ address })] as const,
  ),
  ['ethernet.gateway: ipv4-address', fixed({ gateway: '192.168.1.1/24' })],
  ['ethernet.dns[1]: ipv4-address', fixed({ dns: ['1.1.1.1', '::1'] })],
  ...['gb', 'GBR', '00', ''].map((country) => ['wifi.country: country', { wifi: { country } }] as const),
  ['wifi.networks[0].ssid: ssid-empty', network({ ssid: '' })],
  ['wifi.networks[0].ssid: ssid-long', network({ ssid: 'ü'.repeat(17) })],
  ['wifi.networks[0].ssid: too-long', network({ ssid: 'x'.repeat(33) })],
  ['wifi.networks[0].ssid: control-character', network({ ssid: 'a\tb' })],
  ['wifi.networks[0].psk: unknown-setting', network({ psk: 'secret12' })],
  ['wifi.networks[0].passphrase: unknown-setting', network({ passphrase: 'secret12' })],
  ['wifi.networks[0].security: not-one-of', network({ security: 'wep' })],
  ...['', '/UTC', 'Europe/', 'Europe/../UTC', 'a/b/c/d', 'Europe London', '.', 'Etc/GMT+'].map(
    (timeZone) => ['region.timeZone: time-zone', region({ timeZone })] as const,
  ),
  ...['en', 'en_GB', 'C', 'en_GB.ISO-8859-1', 'EN_gb.UTF-8', 'hi_IN.UTF-8', 'hi_IN.ISO-8859-1', ''].map(
    (locale) => ['region.locale: locale', region({ locale })] as const,
  ),
  ...['', '..', 'a..b', '/uk', 'uk/', 'u k', '-uk'].map(
    (one) => ['region.keyboard: keyboard', region({ keyboard: one })] as const,
  ),
  ...['', ' a', 'a ', 'ü'].map((line) => ['configTxt[0]: config-txt-line', { configTxt: [line] }] as const),
  ['configTxt[0]: config-txt-long', { configTxt: ['#'.repeat(99)] }],
  ...['', '.htop', 'htop.', 'a..b', 'a b', '7zz', 'a"b'].map(
    (one) => ['packages[0]: package-name', { packages: [one] }] as const,
  ),
  ...['', 'pis', './pis', 'github:me/pis#pi', 'github:me/p is', 'github:'].map(
    (flake) => ['services.autoUpgrade.flake: flake-reference', upgrade(flake)] as const,
  ),
  ['services.autoUpgrade.flake: missing', { services: { autoUpgrade: {} } }],
  ...['26.5', '26.06', '26.05.1', 'unstable'].map(
    (one) => ['stateVersion: state-version', { stateVersion: one }] as const,
  ),
  ['hostname: unknown-setting', { hostname: 'pi' }],
];

describe('one field is right', () => {
  test.each(accepted)('%j', (_, other) => {
    expect(problemsOf(completeSettings(someAnswers(other)))).toEqual([]);
    expect(someSettings(other)).toMatchObject(other);
  });
});

describe('one field is wrong', () => {
  test.each(refused)('%s %j', (problem, other) => {
    expect(problemsOf(completeSettings(someAnswers(other)))).toEqual([problem]);
  });

  test('and an unknown name has a known one beside it', () => {
    const facts = { name: 'hostname', nearest: 'hostName' };
    expect(completeSettings(someAnswers({ hostname: 'pi' }))).toMatchObject({ problems: [{ facts }] });
    const far = { name: 'colour', nearest: null };
    expect(completeSettings(someAnswers({ colour: 'red' }))).toMatchObject({ problems: [{ facts: far }] });
  });

  test('and no fact has what was typed, which may be a secret', () => {
    const key = '-----BEGIN OPENSSH PRIVATE KEY-----';
    expect(JSON.stringify(completeSettings(someAnswers(user({ sshKeys: [key], password: key }))))).not.toContain(
      'BEGIN',
    );
  });
});

test.each([null, undefined, 1, 'x', [], [1], true])('%j is no answers', (answers) => {
  expect(completeSettings(answers)).toMatchObject({ type: 'refused', problems: [{ path: '' }] });
});

test('short answers get every default, in the order of the schema', () => {
  const settings = someSettings({ board: 'pi5' });
  expect(settings).toMatchObject({ format: 1, kernel: 'vendor', release: '26.05', stateVersion: '26.05', zram: true });
  expect(Object.keys(settings).slice(0, 8)).toEqual([
    ...['$schema', 'format', 'board', 'kernel', 'release', 'stateVersion', 'hostName', 'user'],
  ]);
  expect(settings.services).toEqual({
    ...{ mdns: true, tailscale: false, containers: 'none', nodeExporter: false, autoUpgrade: null },
    garbageCollection: true,
  });
});

test('what depends on the release follows it', () => {
  expect(someSettings({ board: 'pi5', release: 'unstable' })).toMatchObject({
    kernel: 'mainline',
    stateVersion: '26.11',
  });
  expect(someSettings({ release: 'unstable', stateVersion: '26.05' })).toMatchObject({ stateVersion: '26.05' });
});

test('another $schema is put right', () => {
  expect(someSettings({ $schema: './mine.json' }).$schema).toBe('../../settings.schema.json');
});
