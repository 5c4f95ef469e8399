import { ask } from '../ask.ts';
import { securityOf, type CurrentWifi, type WifiSource } from './wifi.ts';

/** Whoever has to unlock something first gets the time for it. */
const PASSPHRASE_MS = 60_000;

const PROFILE = '802-11-wireless.ssid,802-11-wireless.hidden,802-11-wireless-security.key-mgmt';

/** NetworkManager, by `nmcli`: on most desktops with Linux. */
export const networkManager: WifiSource = {
  current: async () => {
    const uuid = activeUuid(await ask('nmcli', ['--terse', '--fields', 'UUID,TYPE', 'connection', 'show', '--active']));
    if (uuid === null) return null;
    const profile = await ask('nmcli', ['--terse', '--mode', 'multiline', '--fields', PROFILE, ...show(uuid)]);
    const seen = ['--terse', '--fields', 'IN-USE,SECURITY', 'device', 'wifi', 'list', '--rescan', 'no'];
    return profile === null ? null : parseProfile(profile, await ask('nmcli', seen));
  },
  passphrase: async (ssid) => {
    const uuid = activeUuid(await ask('nmcli', ['--terse', '--fields', 'UUID,TYPE', 'connection', 'show', '--active']));
    if (uuid === null) return null;
    // The connection may have changed since the page was shown: never another network's passphrase.
    const name = await ask('nmcli', [
      '--terse',
      '--mode',
      'multiline',
      '--fields',
      '802-11-wireless.ssid',
      ...show(uuid),
    ]);
    if (name === null || fieldOf(name, '802-11-wireless.ssid') !== ssid) return null;
    const argv = ['--show-secrets', '--escape', 'no', '--get-values', '802-11-wireless-security.psk', ...show(uuid)];
    const psk = (await ask('nmcli', argv, PASSPHRASE_MS))?.replace(/\n$/, '') ?? '';
    return psk === '' ? null : psk;
  },
};

/** The first Wi-Fi connection that is up. */
export function activeUuid(text: string | null): string | null {
  return /^([0-9a-f-]{36}):802-11-wireless$/m.exec(text ?? '')?.[1] ?? null;
}

/**
 * A connection's profile, and the access points in sight (null when they are not told): these say what the one in use can
 * do, where the profile only has what was chosen for it (`wpa-psk` is also that of an access point with both).
 */
export function parseProfile(profile: string, accessPoints: string | null): CurrentWifi | null {
  const ssid = fieldOf(profile, '802-11-wireless.ssid');
  if (ssid === '') return null;
  const seen = /^\*:(.*)$/m.exec(accessPoints ?? '')?.[1];
  const chosen = fieldOf(profile, '802-11-wireless-security.key-mgmt');
  return {
    ssid,
    security: securityOf(seen ?? chosen),
    hidden: fieldOf(profile, '802-11-wireless.hidden') === 'yes',
  };
}

/** `--mode multiline` writes `name:value` lines, and escapes nothing. */
function fieldOf(text: string, name: string): string {
  return (
    text
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1) ?? ''
  );
}

function show(uuid: string): readonly string[] {
  return ['connection', 'show', 'uuid', uuid];
}
