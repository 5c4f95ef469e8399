import { ask } from '../ask.ts';
import { securityOf, type CurrentWifi, type WifiSource } from './wifi.ts';

/** wpa_supplicant by `wpa_cli`, which wants rights, and the kernel by `iw`, which does not say how a network is secured. */
export const linuxTools: WifiSource = {
  current: async () =>
    parseWpaStatus((await ask('wpa_cli', ['status'])) ?? '') ?? parseIwDev((await ask('iw', ['dev'])) ?? ''),
  passphrase: null,
};

/** `wpa_cli status`: `name=value` lines. An SSID comes in the escapes of wpa_supplicant's `printf_encode`. */
export function parseWpaStatus(text: string): CurrentWifi | null {
  const fields = new Map(text.split('\n').map((line) => [line.replace(/=.*$/s, ''), line.replace(/^[^=]*=/, '')]));
  const ssid = unescapeBytes(fields.get('ssid') ?? '');
  if (fields.get('wpa_state') !== 'COMPLETED' || ssid === null) return null;
  return { ssid, security: securityOf(fields.get('key_mgmt') ?? '?'), hidden: false };
}

/** `iw dev`: an `ssid` line below an interface that is in a network as a client. */
export function parseIwDev(text: string): CurrentWifi | null {
  const managed = text
    .split(/^\s*Interface /m)
    .find((part) => /^\s*type managed$/m.test(part) && /^\s*ssid /m.test(part));
  const ssid = unescapeBytes(/^\s*ssid (.*)$/m.exec(managed ?? '')?.[1] ?? '');
  return ssid === null ? null : { ssid, security: null, hidden: false };
}

/** Both write other bytes than printable ASCII as `\xc3`. Null for what is no text in UTF-8, or empty. */
function unescapeBytes(text: string): string | null {
  const bytes = text.replaceAll(
    /\\x([0-9a-f]{2})|\\(["\\])/gi,
    (_, hex: string | undefined, char: string | undefined) =>
      hex === undefined ? (char ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  try {
    const name = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bytes, 'latin1'));
    return name === '' ? null : name;
  } catch {
    return null;
  }
}
