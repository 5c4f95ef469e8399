import { AppError } from '../../core/errors/app-error.ts';
import { ssid as ssidSchema } from '../../core/spec/wifi.ts';
import { linuxTools } from './linux-tools.ts';
import { macOs } from './mac-os.ts';
import { networkManager } from './network-manager.ts';
import type { CurrentWifi, WifiSource } from './wifi.ts';
import { windows } from './windows.ts';

/** The Wi-Fi network that this computer is on, and whether anybody here could tell its passphrase. */
export interface FoundWifi extends CurrentWifi {
  readonly askable: boolean;
}

/** The programs that know, best first. */
export function wifiSources(platform: NodeJS.Platform = process.platform): readonly WifiSource[] {
  switch (platform) {
    case 'linux':
      return [networkManager, linuxTools];
    case 'darwin':
      return [macOs];
    case 'win32':
      return [windows];
    default:
      return [];
  }
}

/** The network that this computer is on; null when there is none, nobody tells, or its name could not be a Pi's. Never fails. */
export async function findWifi(sources: readonly WifiSource[] = wifiSources()): Promise<FoundWifi | null> {
  for (const source of sources) {
    const found = await source.current().catch(() => null);
    if (found === null || !ssidSchema.safeParse(found.ssid).success) continue;
    const hasPassphrase = found.security !== 'open' && found.security !== 'other';
    return { ...found, askable: hasPassphrase && source.passphrase !== null };
  }
  return null;
}

/**
 * The passphrase that this computer has of a network: only when the person has asked for it, and only ever into the
 * secrets. Throws AppError `wifi-passphrase-unreadable`.
 */
export async function readWifiPassphrase(
  ssid: string,
  sources: readonly WifiSource[] = wifiSources(),
): Promise<string> {
  for (const { passphrase } of sources) {
    // What went wrong may quote what was asked for: it is left out.
    const found = await passphrase?.(ssid).catch(() => null);
    if (found !== undefined && found !== null) return found;
  }
  throw new AppError('wifi-passphrase-unreadable', { ssid });
}
