import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { boardOf } from '../../src/core/boards/index.ts';
import { needsOfImage, needsOfSettings } from '../../src/core/seed/needs.ts';
import type { Settings } from '../../src/core/spec/settings.ts';
import { BOARD_TABLE } from '../support/board-table.ts';
import { configTxtEnd, imageRecordOf, type SystemFacts } from './facts.ts';

/** What a network's passphrase is called: a promise to whoever writes /var/lib/nixberry/wifi.secrets. */
export function secretName(ssid: string): string {
  return `psk_${createHash('sha256').update(ssid).digest('hex').slice(0, 8)}`;
}

/** Fails when one of the settings is not to be found in what they came to. */
export async function expectArrived(settings: Settings, facts: SystemFacts): Promise<void> {
  expectPerson(settings, facts);
  expectServices(settings, facts);
  expectInterfaces(settings, facts);
  await expectImage(settings, facts);
}

function expectPerson(settings: Settings, facts: SystemFacts): void {
  const { hostName, stateVersion, user, ssh, region } = settings;
  const passwordless = user.sudo === 'without-password';
  expect(facts).toMatchObject({
    hostName,
    stateVersion,
    timeZone: region.timeZone,
    locale: region.locale,
    keyMap: region.keyboard,
    sudoAsks: !passwordless,
    user: {
      ...{ description: user.fullName, keys: user.sshKeys },
      // Nothing of a password is in the store.
      ...{ hashedPassword: null, initialHashedPassword: null, hashedPasswordFile: null },
      ...{ password: null, initialPassword: null },
    },
    ssh: {
      ...{ enable: ssh.enable, PasswordAuthentication: ssh.passwordLogin },
      ...{ PermitRootLogin: 'no', KbdInteractiveAuthentication: false },
    },
  });
  // By the build, for a zone that there is not would be UTC without a word.
  expect(facts.checkedZones).toEqual([region.timeZone]);
  expect(facts.user.extraGroups).toContain('wheel');
  expect(facts.trustedUsers.includes(user.name)).toBe(passwordless);
  if (ssh.enable) {
    expect(facts.ssh.authorizedKeysFiles).toContain('/var/lib/nixberry/authorized_keys.d/%u');
    expect(facts.tcp).toContain(22);
  }
}

function expectServices({ services, zram, packages, hostName, user }: Settings, facts: SystemFacts): void {
  expect(facts).toMatchObject({
    zram,
    mdns: services.mdns,
    docker: services.containers === 'docker',
    podman: services.containers === 'podman',
    tailscaleKey: services.tailscale ? '/var/lib/nixberry/tailscale.key' : null,
    nodeExporter: services.nodeExporter,
    autoUpgrade: services.autoUpgrade ? `${services.autoUpgrade.flake}#${hostName}` : null,
    garbageCollection: services.garbageCollection,
  });
  expect(facts.udp.includes(5353)).toBe(services.mdns);
  expect(facts.udp.includes(41641)).toBe(services.tailscale);
  expect(facts.tcp.includes(9100)).toBe(services.nodeExporter);
  // A key that is not there must not be a failed unit.
  expect(facts.autoconnect?.condition).toBe(services.tailscale ? '/var/lib/nixberry/tailscale.key' : undefined);
  expect(facts.user.extraGroups.includes('docker')).toBe(
    services.containers === 'docker' && user.sudo === 'without-password',
  );
  for (const name of packages)
    expect(facts.packages.join(' ')).toContain(name.startsWith('python3Packages.') ? 'python3' : name);
}

function expectInterfaces({ board, kernel, interfaces }: Settings, facts: SystemFacts): void {
  const overlays = [
    ['i2c1', interfaces.i2c] as const,
    ['spi0', interfaces.spi] as const,
    ['one-wire', interfaces.oneWire] as const,
  ];
  expect(facts).toMatchObject({ i2c: interfaces.i2c, bluetooth: interfaces.bluetooth });
  expect(facts.blacklisted.includes('hci_uart')).toBe(!interfaces.bluetooth);
  expectSerial({ board, kernel, interfaces }, facts);
  if (kernel === 'mainline') {
    const { soc } = BOARD_TABLE[board]!;
    expect(facts.deviceTrees).toBe(overlays.some(([, on]) => on) ? DEVICE_TREES[soc] : null);
    expect(facts.overlays).toEqual(overlays.filter(([, on]) => on).map(([name]) => name));
    expect(facts.kernelModules.includes('snd_bcm2835')).toBe(interfaces.audio);
    expect(facts.generationDeviceTree).toBe(true);
    return;
  }
  const { base } = facts.configTxt;
  const says = (line: string): boolean => base.split('\n').includes(line);
  expect(facts.overlays).toEqual([]);
  // Else U-Boot would load a device tree that config.txt has not been applied to.
  expect(facts.generationDeviceTree).toBe(false);
  expect(says('dtparam=i2c_arm=on')).toBe(interfaces.i2c);
  expect(says('dtparam=spi=on')).toBe(interfaces.spi);
  expect(says('dtoverlay=w1-gpio')).toBe(interfaces.oneWire);
  expect(says('dtoverlay=disable-bt')).toBe(!interfaces.bluetooth && boardOf(board).radios.bluetooth);
  expect(says('dtoverlay=vc4-kms-v3d')).toBe(true);
  expect(says(`dtparam=audio=${interfaces.audio ? 'on' : 'off'}`)).toBe(true);
  expect(says(`camera_auto_detect=${interfaces.camera ? 1 : 0}`)).toBe(true);
  if (boardOf(board).family === 'pi5') {
    const section = /\[pi5\]\n([^[]*)/.exec(base)?.[1]?.trim().split('\n') ?? [];
    expect(section.includes('dtparam=uart0=on')).toBe(interfaces.serialConsole);
    // Another port, which feeds noise into U-Boot.
    expect(section).toContain('enable_uart=0');
  }
}

/** Which device trees of mainline an overlay is for. */
const DEVICE_TREES: Readonly<Record<string, string>> = {
  'brcm,bcm2836': 'bcm2836-rpi-*.dtb',
  'brcm,bcm2837': 'bcm283[67]-rpi-*.dtb',
  'brcm,bcm2711': 'bcm2711-rpi-*.dtb',
};

/** On the port that is wanted, and on no other: Bluetooth may hang on one. */
function expectSerial(
  { board, kernel, interfaces }: Pick<Settings, 'board' | 'kernel' | 'interfaces'>,
  facts: SystemFacts,
): void {
  const made = BOARD_TABLE[board]![kernel]!;
  const port = interfaces.bluetooth ? made.console : (made.withoutBluetooth ?? made.console);
  const wanted = interfaces.serialConsole ? [port] : [];
  expect(facts.serialLogins).toEqual(wanted);
  const named = facts.kernelParams.flatMap((one) => /^console=(ttyAMA\d+|ttyS\d+)\b/.exec(one)?.[1] ?? []);
  expect([...new Set(named)]).toEqual(wanted);
  // The last one is /dev/console.
  if (interfaces.serialConsole) expect(facts.kernelParams.at(-1)).toBe(`console=${port ?? ''},115200n8`);
}

async function expectImage(settings: Settings, facts: SystemFacts): Promise<void> {
  const { image, hostName, configTxt, kernel, ubootIgnoresKeys, brcmfmacWorkaround } = settings;
  expect(facts.image).toContain(`-nixos-${hostName}-`);
  expect(facts.compress).toBe(image.compress);
  expect(facts.ids).toEqual(
    image.uniqueIds
      ? {
          firmwarePartitionID: expect.stringMatching(/^0x[0-9a-f]{8}$/) as unknown,
          firmwarePartitionName: expect.stringMatching(/^FW-[0-9A-F]{8}$/) as unknown,
          rootPartitionUUID: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as unknown,
        }
      : { firmwarePartitionID: '0x2178694e', firmwarePartitionName: 'FIRMWARE', rootPartitionUUID: null },
  );
  expect(await configTxtEnd(facts)).toBe(configTxt.length === 0 ? '' : ['', '[all]', ...configTxt, ''].join('\n'));
  if (configTxt.length > 0 && kernel === 'mainline')
    expect(facts.firmwareCommands).toMatch(/cat \S+-config-nixberry\.txt >> firmware\/config\.txt\n/);
  expect(facts.kernel).toMatch(kernel === 'vendor' ? /-stable_/ : /^[0-9.]+$/);
  const delays = Object.values(facts.uboots);
  expect(delays.length).toBeGreaterThan(0);
  for (const delay of delays) expect(delay.includes('CONFIG_BOOTDELAY=-2\n')).toBe(ubootIgnoresKeys);
  expect(facts.menuSeconds).toBe(ubootIgnoresKeys ? 0 : 5);
  expect(facts.modprobe.includes('brcmfmac roamoff=1')).toBe(brcmfmacWorkaround);
  expect(facts.firmwareCommands).toMatch(/\ninstall -D -m 0644 \S+-image\.json firmware\/nixberry\/image\.json\n/);
  expect(needsOfImage(await imageRecordOf(facts))).toEqual(needsOfSettings(settings));
  expect(await imageRecordOf(facts)).toMatchObject({ host: hostName, board: settings.board, nixos: facts.nixos });
  // Before everybody who reads what the seed brings.
  expect(facts.firstboot.before).toEqual(
    expect.arrayContaining([
      ...['network-pre.target', 'sshd.service', 'sshd.socket', 'sshd-keygen.service', 'avahi-daemon.service'],
      ...['tailscaled.service', 'tailscaled-autoconnect.service', 'systemd-user-sessions.service'],
      ...['wpa_supplicant-wlan0.service', 'wpa_supplicant.service', 'NetworkManager.service'],
      ...['NetworkManager-ensure-profiles.service', 'nixberry-wifi-env.service', 'nixberry-country.service'],
    ]),
  );
  // A device unit would be waited for, 90 s when there is none.
  expect([...facts.firstboot.after, ...facts.firstboot.wants].filter((name) => name.endsWith('.device'))).toEqual([]);
}
