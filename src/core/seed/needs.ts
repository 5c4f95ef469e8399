import type { Settings } from '../spec/settings.ts';
import { isWifiOn } from '../spec/wifi.ts';
import type { ImageRecord } from './image-record.ts';
import type { SeedNetwork } from './seed.ts';

/** What a host wants from its seed, as its settings or its image say. */
export interface SeedNeeds {
  readonly host: string;
  readonly user: string;
  readonly password: boolean;
  readonly wifi: readonly Pick<SeedNetwork, 'ssid' | 'hidden' | 'security'>[];
  readonly country: string | null;
  /** Whether networks of a seed would have an effect. */
  readonly takesWifi: boolean;
  readonly tailscale: boolean;
}

export function needsOfSettings({ hostName: host, user, wifi, services }: Settings): SeedNeeds {
  return {
    host,
    user: user.name,
    password: user.password === 'seed',
    wifi: wifi.networks,
    country: wifi.country,
    takesWifi: isWifiOn(wifi),
    tailscale: services.tailscale,
  };
}

export function needsOfImage({ host, seed }: ImageRecord): SeedNeeds {
  return {
    host,
    user: seed.user,
    password: seed.password,
    wifi: seed.wifi?.networks ?? [],
    country: seed.wifi?.country ?? null,
    takesWifi: seed.wifi !== null,
    tailscale: seed.tailscale,
  };
}
