import { describe, expect, it } from 'vitest';
import { parseIwDev, parseWpaStatus } from '../../../src/node/wifi/linux-tools.ts';
import { parseAirport, parseSummary, wifiDevice } from '../../../src/node/wifi/mac-os.ts';
import { activeUuid, parseProfile } from '../../../src/node/wifi/network-manager.ts';
import { parseInterfaces, parseKey } from '../../../src/node/wifi/windows.ts';

describe('NetworkManager', () => {
  const uuid = '8f1e5c9a-0b1d-4f4e-9d8e-0a2f6f6c1b11';
  const profile =
    '802-11-wireless.ssid:Caf\u00e9: am Eck\n802-11-wireless.hidden:yes\n802-11-wireless-security.key-mgmt:wpa-psk\n';

  it('finds the connection that is Wi-Fi', () => {
    const active = `0d9a2b1c-1111-4222-8333-444455556666:802-3-ethernet\n${uuid}:802-11-wireless\n`;
    expect(activeUuid(active)).toBe(uuid);
    expect(activeUuid('0d9a2b1c-1111-4222-8333-444455556666:802-3-ethernet\n')).toBeNull();
    expect(activeUuid(null)).toBeNull();
  });

  it('believes the access point in use more than the profile', () => {
    const seen = ' :WPA1 WPA2\n*:WPA2 WPA3\n';
    expect(parseProfile(profile, seen)).toEqual({ ssid: 'Café: am Eck', security: 'wpa2+wpa3', hidden: true });
    expect(parseProfile(profile, null)?.security).toBe('wpa2');
    expect(parseProfile(profile, ' :WEP\n')?.security).toBe('wpa2');
  });

  it('says nothing of what is no profile', () => {
    expect(parseProfile('', null)).toBeNull();
    expect(parseProfile('Error: unknown connection\n', '*:WPA2')).toBeNull();
  });
});

describe('wpa_cli and iw', () => {
  it('reads the escapes of an SSID', () => {
    const status = 'bssid=00:11:22:33:44:55\nssid=K\\xc3\\xa4se=1\nkey_mgmt=SAE\nwpa_state=COMPLETED\n';
    expect(parseWpaStatus(status)).toEqual({ ssid: 'Käse=1', security: 'wpa3', hidden: false });
  });

  it('wants a connection that is complete', () => {
    expect(parseWpaStatus('ssid=Home\nkey_mgmt=WPA2-PSK\nwpa_state=SCANNING\n')).toBeNull();
    expect(parseWpaStatus('wpa_state=COMPLETED\nssid=\\xff\\xfe\n')).toBeNull();
    expect(parseWpaStatus('')).toBeNull();
  });

  it('finds the network of a client, and no access point of this computer', () => {
    const ap = 'phy#1\n\tInterface wlan1\n\t\tifindex 4\n\t\tssid Mine\n\t\ttype AP\n';
    const client = 'phy#0\n\tInterface wlan0\n\t\tifindex 3\n\t\tssid Home \\x22two\\x22\n\t\ttype managed\n';
    expect(parseIwDev(ap + client)).toEqual({ ssid: 'Home "two"', security: null, hidden: false });
    expect(parseIwDev(ap)).toBeNull();
  });
});

describe('macOS', () => {
  const ports =
    'Hardware Port: Ethernet\nDevice: en4\nEthernet Address: 00:00:00:00:00:01\n\nHardware Port: Wi-Fi\nDevice: en0\nEthernet Address: 00:00:00:00:00:02\n';

  it('finds the device', () => {
    expect(wifiDevice(ports)).toBe('en0');
    expect(wifiDevice('')).toBeNull();
  });

  it('reads name and security', () => {
    const summary = '<dictionary> {\n  InterfaceType : WiFi\n  SSID : Home Sweet\n  Security : WPA2_PSK\n}\n';
    expect(parseSummary(summary)).toEqual({ ssid: 'Home Sweet', security: 'wpa2', hidden: false });
    expect(parseSummary('<dictionary> {\n  SSID : <redacted>\n}\n')).toBeNull();
    expect(parseAirport('Current Wi-Fi Network: Home\n')?.ssid).toBe('Home');
    expect(parseAirport('You are not associated with an AirPort network.\n')).toBeNull();
  });
});

describe('Windows', () => {
  const german =
    '    Name                   : WLAN\r\n    Status                 : Verbunden\r\n    SSID                   : Home : net\r\n    BSSID                  : 00:11:22:33:44:55\r\n    Authentifizierung      : WPA2-Personal\r\n    Verschl\u00c3\u00bcsselung          : CCMP\r\n';

  it('reads what netsh says, in any language', () => {
    expect(parseInterfaces(german)).toEqual({ ssid: 'Home : net', security: 'wpa2', hidden: false });
    expect(parseInterfaces(german.replace('WPA2-Personal', 'Offen'))?.security).toBe('open');
    expect(parseInterfaces(german.replace('WPA2-Personal', 'WPA2-Enterprise'))?.security).toBe('other');
  });

  it('does not guess at letters of another code page', () => {
    expect(parseInterfaces(german.replace('Home : net', 'Caf\ufffd'))).toBeNull();
    expect(parseInterfaces('')).toBeNull();
  });

  it('reads the key', () => {
    expect(parseKey('    Key Content            : pass: word 1 \r\n')).toBe('pass: word 1 ');
    expect(parseKey('    Schl\ufffdsselinhalt       : geheim123\r\n')).toBe('geheim123');
    expect(parseKey('    Security key           : Present\r\n')).toBeNull();
  });
});
