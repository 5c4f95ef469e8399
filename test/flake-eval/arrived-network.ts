import { expect } from 'vitest';
import type { Settings } from '../../src/core/spec/settings.ts';
import { secretName } from './arrived.ts';
import type { SystemFacts } from './facts.ts';

const PROTOCOLS = {
  wpa2: ['WPA-PSK', 'WPA-PSK-SHA256'],
  wpa3: ['SAE'],
  'wpa2+wpa3': ['WPA-PSK', 'WPA-PSK-SHA256', 'SAE'],
};
const KEY_MANAGEMENT = { wpa2: 'wpa-psk', wpa3: 'sae', 'wpa2+wpa3': 'wpa-psk' };

/** Fails when the settings of Ethernet or of Wi-Fi are not to be found in what they came to. */
export function expectNetworkArrived(settings: Settings, facts: SystemFacts): void {
  const { networks, backend, country } = settings.wifi;
  const isOn = networks.length > 0 || country !== null;
  const byManager = isOn && backend === 'networkmanager';
  expect(facts.networkManager.enable).toBe(byManager);
  expect(facts.modprobe.includes(`ieee80211_regdom=${country ?? ''}`)).toBe(country !== null);
  for (const name of ['wifi.secrets', 'wpa_supplicant.conf'])
    expect(facts.tmpfiles.some((rule) => rule.startsWith(`f /var/lib/nixberry/${name} 0400`))).toBe(isOn);
  // Only once there is a radio: a Pi without one does not wait.
  const radio = ['sys-subsystem-net-devices-wlan0.device'];
  expect(facts.country).toEqual(
    country === null
      ? null
      : {
          ...{ after: radio, wantedBy: radio, wants: [], before: ['wpa_supplicant-wlan0.service'] },
          condition: '/var/lib/nixberry/country',
        },
  );
  expectEthernet(settings, facts, byManager);
  if (byManager) expectManager(settings, facts);
  else expectSupplicant(settings, facts, isOn);
}

function expectEthernet({ ethernet }: Settings, facts: SystemFacts, byManager: boolean): void {
  if (byManager) {
    expect(facts.networkManager.profiles.ethernet?.ipv4).toEqual(
      ethernet.method === 'dhcp'
        ? undefined
        : {
            method: 'manual',
            address1: ethernet.address + (ethernet.gateway === null ? '' : `,${ethernet.gateway}`),
            ...(ethernet.dns.length > 0 ? { dns: ethernet.dns.map((one) => `${one};`).join('') } : {}),
          },
    );
    return;
  }
  const fixed = ethernet.method === 'static';
  expect(facts.network).toEqual({
    ...{ useDHCP: true, usePredictableInterfaceNames: false, wait: 'background' },
    eth0: fixed ? [ethernet.address] : [],
    gateway: fixed ? ethernet.gateway : null,
    nameservers: fixed ? ethernet.dns : [],
  });
}

/** As wpa_supplicant reads its file: the quotes are the first and the last; P"" has escapes, and counts when it is there. */
function ssidOf(name: string, extraConfig: string): string {
  const printed = /^ssid=P"(.*)"$/u.exec(extraConfig)?.[1];
  return (
    printed?.replaceAll(/\\(\\|x(..))/gu, (_, all: string, hex?: string) =>
      hex === undefined ? all : String.fromCharCode(parseInt(hex, 16)),
    ) ?? name
  );
}

function expectSupplicant({ wifi }: Settings, facts: SystemFacts, isOn: boolean): void {
  expect(facts.wireless.enable).toBe(isOn);
  if (isOn) expect(facts.wireless.extraConfig).toBe(`country=${wifi.country ?? ''}`);
  const arrived = Object.entries(facts.wireless.networks).map(([name, one]) => ({
    ssid: ssidOf(name, one.extraConfig),
    hidden: one.hidden,
    // The nixpkgs that this is evaluated with has no `ext:` yet.
    secret: one.pskRaw?.replace(/^ext:/, '') ?? one.psk?.replaceAll('@', ''),
    protocols: one.psk === null && one.pskRaw === null ? [] : one.authProtocols,
  }));
  const wanted = wifi.networks.map(({ ssid, hidden, security }) => ({
    ...{ ssid, hidden },
    secret: security === 'open' ? undefined : secretName(ssid),
    protocols: security === 'open' ? [] : PROTOCOLS[security],
  }));
  const byName = (a: { ssid: string }, b: { ssid: string }): number => (a.ssid < b.ssid ? -1 : 1);
  expect(arrived.sort(byName)).toEqual(wanted.sort(byName));
}

/** What NetworkManager makes of a keyfile's SSID after envsubst. */
function ssidOfKeyfile(value: string): string {
  return value
    .replaceAll('${NIXBERRY_DOLLAR}', '$')
    .replaceAll(/\\(\\|s)/gu, (_, char: string) => (char === 's' ? ' ' : '\\'))
    .replaceAll('\\;', ';');
}

function expectManager({ wifi }: Settings, facts: SystemFacts): void {
  expect(facts.wireless.networks).toEqual({});
  expect(facts.user.extraGroups).toContain('networkmanager');
  expect(facts.ensureProfiles?.environmentFile).toEqual(['-/run/nixberry/wifi.env']);
  for (const { ssid, hidden, security } of wifi.networks) {
    const name = secretName(ssid);
    const profile = facts.networkManager.profiles[name.replace('psk_', 'wifi-')];
    expect(ssidOfKeyfile(String(profile?.wifi?.ssid))).toBe(ssid);
    expect(profile?.wifi?.hidden).toBe(String(hidden));
    expect(profile?.['wifi-security']).toEqual(
      security === 'open' ? undefined : { 'key-mgmt': KEY_MANAGEMENT[security], psk: `\${${name}}` },
    );
  }
}
