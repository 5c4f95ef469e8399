import { describe, expect, it } from 'vitest';
import { boardOf, kernelsOf } from '../../src/core/boards/index.ts';
import { INTERFACES } from '../../src/core/boards/board.ts';
import { CONTAINERS } from '../../src/core/spec/services.ts';
import type { Answers, Settings } from '../../src/core/spec/settings.ts';
import { WIFI_BACKENDS } from '../../src/core/spec/wifi.ts';
import { expectNetworkArrived } from './arrived-network.ts';
import { expectArrived } from './arrived.ts';
import { factsOf } from './facts.ts';
import { pairwise } from './pairwise.ts';
import { KEY, settingsOf } from './project.ts';

const onOff = [false, true] as const;
const SSIDS = ['Green House', 'a "b" # c \\d', '  ${pkgs.hello}; $HOME ', "it''s", '__functor', '72;101'];

/** What is chosen together, because one excludes another, is one parameter. */
const PARAMETERS = {
  // One of a kind; boards.test.ts has them all.
  place: (['zero2w', 'cm3', 'pi4', 'pi5', 'pi2'] as const).flatMap((id) =>
    kernelsOf(boardOf(id), '26.05').map((kernel) => ({ board: boardOf(id), kernel })),
  ),
  login: [
    { user: { name: 'ada', sshKeys: [KEY] } },
    { user: { name: 'bob', fullName: 'Bob', password: 'seed', sudo: 'with-password' }, ssh: { passwordLogin: true } },
    { user: { name: '_c-3', fullName: 'Cé $x', sshKeys: [KEY], password: 'seed' }, ssh: { enable: false } },
  ] satisfies Pick<Answers, 'user' | 'ssh'>[],
  ethernet: [
    { method: 'dhcp' },
    { method: 'static', address: '192.168.1.5/24', gateway: '192.168.1.1', dns: ['1.1.1.1', '9.9.9.9'] },
    { method: 'static', address: '10.1.2.3/8' },
  ] satisfies Answers['ethernet'][],
  wifi: [null, ['open'], ['wpa2', 'wpa2+wpa3'], ['wpa2', 'open', 'wpa2+wpa3', 'wpa2', 'wpa2', 'wpa2']] as const,
  backend: WIFI_BACKENDS,
  hidden: onOff,
  region: [
    {},
    { timeZone: 'Europe/London', locale: 'en_GB.UTF-8', keyboard: 'uk' },
    { timeZone: 'America/Argentina/Buenos_Aires', locale: 'C.UTF-8', keyboard: 'de-latin1-nodeadkeys' },
  ] satisfies Answers['region'][],
  ...(Object.fromEntries(INTERFACES.map((name) => [name, onOff])) as Record<(typeof INTERFACES)[number], typeof onOff>),
  configTxt: [[], ['hdmi_force_hotplug=1'], ['[pi4]', 'gpu_mem=16']],
  zram: onOff,
  ubootIgnoresKeys: onOff,
  brcmfmacWorkaround: onOff,
  mdns: onOff,
  tailscale: onOff,
  containers: CONTAINERS,
  nodeExporter: onOff,
  autoUpgrade: [null, { flake: 'github:me/pis' }],
  garbageCollection: onOff,
  packages: [[], ['htop'], ['python3Packages.gpiozero', 'git']],
  compress: onOff,
  uniqueIds: onOff,
};

type Row = { [K in keyof typeof PARAMETERS]: (typeof PARAMETERS)[K][number] };

/** What the board cannot do stays off. */
function rowSettings(row: Row, at: number): Settings {
  const { board, kernel } = row.place;
  const networks = (board.radios.wifi ? (row.wifi ?? []) : []).map((security, index) => ({
    ...{ ssid: SSIDS[index]!, hidden: row.hidden, security },
  }));
  return settingsOf({
    board: board.id as Settings['board'],
    kernel: kernel.id,
    hostName: `row-${at}`,
    ...row.login,
    ethernet: row.ethernet,
    wifi: { backend: row.backend, networks, country: row.wifi ? 'GB' : null },
    region: row.region,
    interfaces: Object.fromEntries(INTERFACES.map((name) => [name, row[name] && kernel.interfaces.includes(name)])),
    configTxt: row.configTxt,
    ...{ zram: row.zram, ubootIgnoresKeys: row.ubootIgnoresKeys, brcmfmacWorkaround: row.brcmfmacWorkaround },
    services: {
      ...{ mdns: row.mdns, tailscale: row.tailscale, containers: row.containers, nodeExporter: row.nodeExporter },
      ...{ autoUpgrade: row.autoUpgrade, garbageCollection: row.garbageCollection },
    },
    packages: row.packages,
    image: { compress: row.compress, uniqueIds: row.uniqueIds },
  });
}

describe('settings arrive', () => {
  it('whatever they are combined with (every pair of values)', async () => {
    const hosts = (pairwise(PARAMETERS) as readonly Row[]).map(rowSettings);
    const facts = await factsOf(hosts);
    for (const host of hosts) {
      await expectArrived(host, facts.get(host.hostName)!);
      expectNetworkArrived(host, facts.get(host.hostName)!);
    }
  });

  it('on the serial port and for Bluetooth, each with each', async () => {
    const places = [
      ['zero2w', 'mainline'],
      ['zero2w', 'vendor'],
      ['pi4', 'vendor'],
      ['pi5', 'vendor'],
    ] as const;
    const hosts = places.flatMap(([board, kernel]) =>
      [0, 1, 2, 3].map((bits) =>
        settingsOf({
          ...{ board, kernel, hostName: `${board}-${kernel}-${bits}`, user: { name: 'ada', sshKeys: [KEY] } },
          interfaces: { serialConsole: bits % 2 === 1, bluetooth: bits > 1 },
        }),
      ),
    );
    const facts = await factsOf(hosts);
    for (const host of hosts) await expectArrived(host, facts.get(host.hostName)!);
  });

  it('with WPA3 where the radio can do it', async () => {
    const host = settingsOf({
      ...{ board: 'pi5', hostName: 'safe', user: { name: 'ada', sshKeys: [KEY] } },
      wifi: { country: 'DE', networks: [{ ssid: 'New', security: 'wpa3' }] },
    });
    expectNetworkArrived(host, (await factsOf([host])).get('safe')!);
  });

  it('as a warning where config.txt is not heeded', async () => {
    const host = settingsOf({
      ...{ board: 'pi4', hostName: 'shed', user: { name: 'ada', sshKeys: [KEY] } },
      configTxt: ['dtparam=i2c_arm=on'],
    });
    expect((await factsOf([host])).get('shed')?.warnings.join('\n')).toContain('no effect with the mainline kernel');
  });
});
