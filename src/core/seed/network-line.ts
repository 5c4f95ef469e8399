import { utf8Bytes, utf8Text } from '../spec/utf8.ts';
import { hexBytes, hexOf } from './hex.ts';
import type { SeedNetwork } from './seed.ts';

const HIDDEN: Readonly<Record<string, boolean>> = { '0': false, '1': true };
const PARTS = 5;

/** `SECURITY,HIDDEN,SSID,PSK,PASSPHRASE`, the last three in hex: a shell reads it, and nothing in it needs quotes. */
export function writeNetwork({ security, hidden, ssid, psk, passphrase }: SeedNetwork): string {
  return [security, hidden ? '1' : '0', textHex(ssid), psk ?? '', textHex(passphrase ?? '')].join(',');
}

/** The network of such a line, still to be checked by the schema; undefined where it is none. */
export function readNetwork(line: string): unknown {
  const parts = line.split(',');
  const [security = '', hidden = '', ssid = '', psk = '', passphrase = ''] = parts;
  return parts.length === PARTS
    ? {
        security,
        hidden: HIDDEN[hidden],
        ssid: hexText(ssid),
        psk: psk === '' ? null : psk,
        passphrase: passphrase === '' ? null : hexText(passphrase),
      }
    : undefined;
}

function textHex(text: string): string {
  return hexOf(utf8Bytes(text));
}

function hexText(hex: string): string | null | undefined {
  const bytes = hexBytes(hex);
  // Undefined fits no schema, while null could be meant.
  return bytes === null ? undefined : (utf8Text(bytes) ?? undefined);
}
