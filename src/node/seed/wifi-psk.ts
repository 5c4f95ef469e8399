import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

const ROUNDS = 4096;
const PSK_BYTES = 32;

/** What WPA2 makes of a passphrase and the bytes of the SSID (IEEE 802.11i, annex H.4), in 64 hex digits. */
export async function wifiPsk(passphrase: string, ssid: string): Promise<string> {
  return (await promisify(pbkdf2)(passphrase, ssid, ROUNDS, PSK_BYTES, 'sha1')).toString('hex');
}
