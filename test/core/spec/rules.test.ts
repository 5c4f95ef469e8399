import { describe, expect, test } from 'vitest';
import { boardOf } from '../../../src/core/boards/index.ts';
import { completeSettings } from '../../../src/core/spec/complete.ts';
import { isLockedOut } from '../../../src/core/spec/rules/login.ts';
import { judgeSettings } from '../../../src/core/spec/rules/rules.ts';
import { KEYS, problemsOf, someAnswers, someSettings, warningsOf } from './some-answers.ts';

type Row = readonly [problem: string | null, answers: object];

const { ed25519, rsa2048 } = KEYS;
function user(other: object): object {
  return { user: { name: 'ada', sshKeys: [ed25519], ...other } };
}
function fixed(address: string, other: object = {}): object {
  return { ethernet: { method: 'static', address, ...other } };
}
function wifi(ssids: readonly string[], other: object = {}): object {
  return { wifi: { country: 'GB', networks: ssids.map((ssid) => ({ ssid })), ...other } };
}
function wpa3(board: string, security = 'wpa3'): object {
  return { board, wifi: { country: 'GB', networks: [{ ssid: 'Home', security }] } };
}

const login: readonly Row[] = [
  [null, user({})],
  [null, user({ sshKeys: [], password: 'seed' })],
  ['user.sshKeys: locked-out', user({ sshKeys: [] })],
  ['ssh.enable: locked-out', { ssh: { enable: false } }],
  [null, { ...user({ password: 'seed' }), ssh: { enable: false } }],
  ['user.sshKeys: locked-out', { ...user({ sshKeys: [] }), ssh: { passwordLogin: true } }],
  ['user.sudo: sudo-without-password', user({ sudo: 'with-password' })],
  [null, user({ sudo: 'with-password', password: 'seed' })],
];

const networks: readonly Row[] = [
  [null, fixed('192.168.1.5/24', { gateway: '192.168.1.1', dns: ['1.1.1.1', '9.9.9.9'] })],
  [null, fixed('10.1.2.3/8', { gateway: '10.255.255.254', dns: ['10.0.0.1'] })],
  [null, fixed('10.0.0.0/31', { gateway: '10.0.0.1', dns: ['10.0.0.1'] })],
  ['ethernet.address: address-unusable', fixed('192.168.1.0/24')],
  ['ethernet.address: address-unusable', fixed('192.168.1.255/24')],
  ['ethernet.address: address-unusable', fixed('127.0.0.1/8')],
  ['ethernet.address: address-unusable', fixed('224.0.0.5/24')],
  ['ethernet.address: address-unusable', fixed('0.0.0.1/8')],
  ['ethernet.gateway: gateway-outside', fixed('192.168.1.5/24', { gateway: '192.168.2.1' })],
  ['ethernet.gateway: gateway-outside', fixed('192.168.1.5/24', { gateway: '192.168.1.255' })],
  ['ethernet.gateway: gateway-outside', fixed('192.168.1.5/28', { gateway: '192.168.1.17' })],
  ['ethernet.gateway: gateway-itself', fixed('192.168.1.5/24', { gateway: '192.168.1.5' })],
  ['ethernet.dns[2]: twice', fixed('192.168.1.5/24', { dns: ['1.1.1.1', '9.9.9.9', '1.1.1.1'] })],
  [null, wifi(['Home', 'home'])],
  ['wifi.networks[1].ssid: twice', wifi(['Home', 'Home'])],
  ['wifi.country: wifi-without-country', wifi(['Home'], { country: null })],
  [null, wifi([], { country: null })],
  ['wifi.networks: wifi-without-radio', { ...wifi(['Home']), board: 'cm3' }],
  ['wifi.networks: wifi-without-radio', { ...wifi(['Home']), board: 'pi2v12' }],
  ['wifi.networks[0].ssid: ssid-not-expressible', wifi(['123'], { backend: 'networkmanager' })],
  [null, wifi(['123'])],
  [null, wifi(['1234', '1 2', 'x1'], { backend: 'networkmanager' })],
  [null, wpa3('pi4')],
  [null, wpa3('zero2w', 'wpa2+wpa3')],
  ['wifi.networks[0].security: wpa3-radio', wpa3('zero2w')],
  ['wifi.networks[0].security: wpa3-radio', wpa3('pi3')],
  ['wifi.networks[0].security: wpa3-radio', wpa3('pi400')],
];

const boards: readonly Row[] = [
  ...['pi1', 'zero', 'zerow'].map((board): Row => ['board: board-unsupported', { board }]),
  [null, { board: 'pi2' }],
  ['kernel: kernel-not-offered', { board: 'pi2', kernel: 'vendor' }],
  ['kernel: kernel-not-offered', { board: 'pi2v12', kernel: 'vendor' }],
  ['kernel: kernel-not-offered', { board: 'pi5', kernel: 'mainline' }],
  [null, { board: 'pi5', kernel: 'mainline', release: 'unstable' }],
  [null, { board: 'pi5', kernel: 'vendor', release: 'unstable' }],
  ['interfaces.camera: interface-not-offered', { interfaces: { camera: true } }],
  [null, { interfaces: { camera: true }, kernel: 'vendor' }],
  [null, { interfaces: { i2c: true, spi: true, oneWire: true, serialConsole: true, audio: true, bluetooth: true } }],
  ['interfaces.bluetooth: interface-not-offered', { board: 'cm3', interfaces: { bluetooth: true } }],
  ['interfaces.i2c: interface-not-offered', { board: 'pi5', release: 'unstable', interfaces: { i2c: true } }],
  [null, { board: 'pi5', interfaces: { i2c: true } }],
  ['stateVersion: state-version-newer', { stateVersion: '26.11' }],
  [null, { stateVersion: '26.11', release: 'unstable' }],
  ['configTxt[1]: config-txt-uart', { configTxt: ['gpu_mem=16', 'enable_uart=0'] }],
  ['configTxt[1]: config-txt-uart', { configTxt: ['[pi4]', 'enable_uart = 0'] }],
  [null, { configTxt: ['[pi5]', 'enable_uart=0', '[all]', 'enable_uart=1'] }],
  ['configTxt[2]: config-txt-uart', { configTxt: ['[pi5]', '[all]', 'enable_uart=0'] }],
  [null, { board: 'pi5', configTxt: ['enable_uart=0'] }],
  ['user.sshKeys[1]: twice', user({ sshKeys: [ed25519, `${ed25519} again`] })],
  [null, user({ sshKeys: [ed25519, rsa2048] })],
  ['packages[1]: twice', { packages: ['htop', 'htop'] }],
  [null, { kernel: 'vendor', configTxt: ['dtoverlay=a', 'dtoverlay=a'] }],
];

describe.each([
  ['login', login],
  ['network', networks],
  ['board', boards],
])('%s', (_, rows) => {
  test.each(rows)('%s %j', (problem, answers) => {
    expect(problemsOf(completeSettings(someAnswers(answers)))).toEqual(problem === null ? [] : [problem]);
  });
});

describe('warnings', () => {
  test.each<readonly [readonly string[], object]>([
    [[], {}],
    [['board: board-experimental'], { board: 'pi2' }],
    [['kernel: kernel-compiled'], { kernel: 'vendor' }],
    [['kernel: kernel-compiled'], { board: 'pi5' }],
    [[], { board: 'pi5', release: 'unstable' }],
    [['user.sshKeys: console-only'], user({ sshKeys: [], password: 'seed' })],
    [[], { ...user({ sshKeys: [], password: 'seed' }), ssh: { passwordLogin: true } }],
    [['ssh.enable: console-only'], { ...user({ password: 'seed' }), ssh: { enable: false } }],
    [['ssh.passwordLogin: login-without-password'], { ssh: { passwordLogin: true } }],
    [['user.sudo: unsigned-updates'], user({ password: 'seed', sudo: 'with-password' })],
    [['image.uniqueIds: new-cards-only'], { image: { uniqueIds: true } }],
    [['wifi.networks: no-network'], { board: 'zero2w' }],
    [[], { ...wifi(['Home']), board: 'zero2w' }],
    // Its networks come with the seed.
    [[], { ...wifi([]), board: 'zero2w' }],
    [['wifi.country: wifi-by-adapter'], { ...wifi([]), board: 'cm3' }],
    [['board: board-experimental', 'wifi.country: wifi-by-adapter'], { ...wifi([]), board: 'pi2' }],
    [[], { ...wifi([]), brcmfmacWorkaround: true }],
    [['ethernet: no-ethernet'], { ...wifi(['Home']), ...fixed('10.0.0.2/8'), board: 'zero2w' }],
    [['ethernet.dns: no-dns'], fixed('10.0.0.2/8', { gateway: '10.0.0.1' })],
    [[], fixed('10.0.0.2/8')],
    [['wifi.networks[0].security: wpa3-fragile'], wpa3('pi4')],
    [['wifi.networks[0].security: open-wifi'], wpa3('pi4', 'open')],
    [['configTxt[0]: config-txt-dead'], { configTxt: ['dtparam=i2c_arm=on'] }],
    [[], { configTxt: ['dtdebug=1', '# dtparam=spi=on'] }],
    [['kernel: kernel-compiled'], { configTxt: ['dtparam=i2c_arm=on'], kernel: 'vendor' }],
    [['brcmfmacWorkaround: workaround-without-wifi'], { brcmfmacWorkaround: true }],
    [[], { ...wifi(['Home']), brcmfmacWorkaround: true }],
    [['ubootIgnoresKeys: uboot-compiled'], { ubootIgnoresKeys: true }],
    [
      ['services.autoUpgrade: upgrade-memory'],
      { ...wifi(['Home']), board: 'zero2w', services: { autoUpgrade: { flake: 'github:me/pis' } } },
    ],
    [[], { services: { autoUpgrade: { flake: 'github:me/pis' } } }],
  ])('%j %j', (expected, answers) => {
    const completed = completeSettings(someAnswers(answers));
    expect(problemsOf(completed)).toEqual([]);
    expect(warningsOf(completed)).toEqual(expected);
  });

  test('say nothing of U-Boot where none boots', () => {
    const settings = someSettings({ ubootIgnoresKeys: true });
    expect(judgeSettings(settings, { ...boardOf('pi4'), uboot: false }).warnings).toEqual([]);
  });
});

test('an interface that the other kernel can do is told with it', () => {
  const camera = (board: string): unknown => completeSettings(someAnswers({ board, interfaces: { camera: true } }));
  expect(camera('pi4')).toMatchObject({ problems: [{ facts: { interface: 'camera', other: 'vendor' } }] });
  expect(camera('pi400')).toMatchObject({ problems: [{ facts: { other: null } }] });
});

test('several problems come at once', () => {
  const answers = someAnswers({ ...wifi(['A', 'A'], { country: null }), ...user({ sshKeys: [] }) });
  expect(problemsOf(completeSettings(answers))).toEqual([
    ...['user.sshKeys: locked-out', 'wifi.country: wifi-without-country', 'wifi.networks[1].ssid: twice'],
  ]);
});

test('a person is locked out exactly when neither a key nor a password would be asked for', () => {
  const who = (sshKeys: string[], password: 'none' | 'seed', enable: boolean): boolean =>
    isLockedOut({
      user: { name: 'ada', fullName: '', sshKeys, password, sudo: 'without-password' },
      ssh: { enable, passwordLogin: false },
    });
  expect([who([], 'none', true), who([ed25519], 'none', false), who([], 'none', false)]).toEqual([true, true, true]);
  expect([who([ed25519], 'none', true), who([], 'seed', false), who([], 'seed', true)]).toEqual([false, false, false]);
});
