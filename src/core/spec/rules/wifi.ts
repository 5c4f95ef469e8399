import type { Board } from '../../boards/board.ts';
import type { Problem, SettingWarning } from '../codes.ts';
import type { Settings } from '../settings.ts';
import { isWifiOn } from '../wifi.ts';
import type { Verdict } from './rules.ts';

/**
 * A key file of NetworkManager takes this for a byte's number and not for a name (`get_bytes` in nm-keyfile.c). Whatever
 * else is odd in an SSID, the flake can escape; wpa_supplicant takes everything between the first and the last quote
 * (`wpa_config_parse_string`).
 */
const BYTE_IN_KEYFILE = /^ *[0-9]{1,3} *$/;

/** Wi-Fi: what the law, the radio and the program that connects can do. */
export function wifiRule({ wifi, brcmfmacWorkaround }: Settings, board: Board): Verdict {
  const problems: Problem[] = [];
  const warnings: SettingWarning[] = [];
  const { networks, country } = wifi;
  const radio = board.radios.wifi;
  const facts = { board: board.title };
  if (brcmfmacWorkaround && (!isWifiOn(wifi) || !radio))
    warnings.push({ path: 'brcmfmacWorkaround', code: 'workaround-without-wifi', facts: {} });
  if (country !== null && networks.length === 0 && !radio)
    warnings.push({ path: 'wifi.country', code: 'wifi-by-adapter', facts });
  if (networks.length === 0) return { problems, warnings };

  if (country === null) problems.push({ path: 'wifi.country', code: 'wifi-without-country', facts: {} });
  if (!radio)
    return { problems: [...problems, { path: 'wifi.networks', code: 'wifi-without-radio', facts }], warnings };
  for (const [at, { ssid, security }] of networks.entries()) {
    const path = `wifi.networks[${at}]`;
    if (wifi.backend === 'networkmanager' && BYTE_IN_KEYFILE.test(ssid))
      problems.push({ path: `${path}.ssid`, code: 'ssid-not-expressible', facts: { ssid } });
    if (security === 'wpa3' && !radio.wpa3)
      problems.push({ path: `${path}.security`, code: 'wpa3-radio', facts: { ...facts, ssid } });
    else if (security === 'wpa3') warnings.push({ path: `${path}.security`, code: 'wpa3-fragile', facts: { ssid } });
    if (security === 'open') warnings.push({ path: `${path}.security`, code: 'open-wifi', facts: { ssid } });
  }
  return { problems, warnings };
}
