import { ask } from '../ask.ts';
import { securityOf, type CurrentWifi, type WifiSource } from './wifi.ts';

/** The keychain asks the person in a window of its own. */
const PASSPHRASE_MS = 60_000;

/** macOS. Newer ones hide the network's name from programs that may not know where the computer is. */
export const macOs: WifiSource = {
  current: async () => {
    const device = wifiDevice((await ask('networksetup', ['-listallhardwareports'])) ?? '');
    if (device === null) return null;
    const summary = parseSummary((await ask('ipconfig', ['getsummary', device])) ?? '');
    return summary ?? parseAirport((await ask('networksetup', ['-getairportnetwork', device])) ?? '');
  },
  passphrase: async (ssid) => {
    const argv = ['find-generic-password', '-D', 'AirPort network password', '-a', ssid, '-w'];
    const answer = (await ask('security', argv, PASSPHRASE_MS))?.replace(/\n$/, '') ?? '';
    return answer === '' ? null : answer;
  },
};

/** `networksetup -listallhardwareports`: the device of the port that is called Wi-Fi. */
export function wifiDevice(text: string): string | null {
  return /^Hardware Port: (?:Wi-Fi|AirPort)\nDevice: (\S+)$/m.exec(text)?.[1] ?? null;
}

/** `ipconfig getsummary`: `  SSID : Home`, `  Security : WPA2_PSK`; null when the name is hidden or there is none. */
export function parseSummary(text: string): CurrentWifi | null {
  const ssid = /^\s+SSID : (.+)$/m.exec(text)?.[1] ?? '';
  if (ssid === '' || ssid === '<redacted>') return null;
  const security = /^\s+Security : (.+)$/m.exec(text)?.[1];
  return { ssid, security: security === undefined ? null : securityOf(security.replaceAll('_', '-')), hidden: false };
}

/** `networksetup -getairportnetwork`. */
export function parseAirport(text: string): CurrentWifi | null {
  const ssid = /^Current (?:Wi-Fi|AirPort) Network: (.+)$/m.exec(text)?.[1];
  return ssid === undefined ? null : { ssid, security: null, hidden: false };
}
