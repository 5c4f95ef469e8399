import { expect, it } from 'vitest';
import { securityOf } from '../../../src/node/wifi/wifi.ts';

it.each([
  ['WPA2', 'wpa2'],
  ['WPA1 WPA2', 'wpa2'],
  ['WPA2 WPA3', 'wpa2+wpa3'],
  ['WPA3', 'wpa3'],
  ['wpa-psk', 'wpa2'],
  ['sae', 'wpa3'],
  ['WPA2-PSK', 'wpa2'],
  ['WPA2-Personal', 'wpa2'],
  ['WPA3-Personal', 'wpa3'],
  ['WPA2 - Personnel', 'wpa2'],
  ['WPA2-Enterprise', 'other'],
  ['WPA2 802.1X', 'other'],
  ['wpa-eap', 'other'],
  ['WEP', 'other'],
  ['', 'open'],
  ['--', 'open'],
  ['NONE', 'open'],
  ['Offen', 'open'],
  ['something new', null],
])('takes %j for %j', (names, security) => {
  expect(securityOf(names)).toBe(security);
});
