import { ask } from '../ask.ts';
import { securityOf, type CurrentWifi, type WifiSource } from './wifi.ts';

/** What `netsh` calls the key, in the languages of Windows that Nixberry speaks and netsh writes in plain Latin letters. */
const KEY = /^\s*(?:Key Content|Schl.{1,3}sselinhalt|Contenu de la cl.{1,3}|Contenido de la clave)\s*: (.*?)\r?$/m;

/** Windows, by `netsh`, which writes its labels in the language of the system. */
export const windows: WifiSource = {
  current: async () => parseInterfaces((await ask('netsh', ['wlan', 'show', 'interfaces'])) ?? ''),
  passphrase: async (ssid) =>
    parseKey((await ask('netsh', ['wlan', 'show', 'profile', `name=${ssid}`, 'key=clear'])) ?? ''),
};

/**
 * `netsh wlan show interfaces`. `SSID` is called so in each language, and protocols keep their names: whatever line has
 * one says how the network is secured. A name in letters that the console's code page does not have is not guessed at.
 */
export function parseInterfaces(text: string): CurrentWifi | null {
  const ssid = /^\s*SSID\s*: (.+?)\r?$/m.exec(text)?.[1];
  if (ssid === undefined || !/^[\x20-\x7e]+$/.test(ssid)) return null;
  const protocol = /:\s*(WPA[^\r\n]*|WEP[^\r\n]*|802\.1X[^\r\n]*|OWE[^\r\n]*|Open|Offen|Ouvert|Abierta)\s*$/im.exec(
    text,
  )?.[1];
  return { ssid, security: protocol === undefined ? null : securityOf(protocol), hidden: false };
}

/** `netsh wlan show profile ... key=clear`: a passphrase is ASCII, whatever the code page. */
export function parseKey(text: string): string | null {
  const key = KEY.exec(text)?.[1] ?? '';
  return key === '' ? null : key;
}
