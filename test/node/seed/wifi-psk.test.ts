import { expect, it } from 'vitest';
import { wifiPsk } from '../../../src/node/seed/wifi-psk.ts';

// IEEE Std 802.11-2020, annex J.4.2: test vectors.
it.each([
  ['password', 'IEEE', 'f42c6fc52df0ebef9ebb4b90b38a5f902e83fe1b135a70e23aed762e9710a12e'],
  ['ThisIsAPassword', 'ThisIsASSID', '0dc0d6eb90555ed6419756b9a15ec3e3209b63df707dd508d14581f8982721af'],
  ['a'.repeat(32), 'Z'.repeat(32), 'becb93866bb8c3832cb777c2f559807c8c59afcb6eae734885001300a981cc62'],
])('of %s and %s is the published one', async (passphrase, ssid, psk) => {
  expect(await wifiPsk(passphrase, ssid)).toBe(psk);
});
