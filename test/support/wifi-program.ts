import { findWifi, readWifiPassphrase } from '../../src/node/wifi/this-wifi.ts';

// A process of its own, beside a NetworkManager of its own: what this computer would suggest, and a passphrase.
const wifi = await findWifi();
const passphrase = await readWifiPassphrase(wifi?.ssid ?? '');
console.log(JSON.stringify({ wifi, passphrase }));
