import type { DraftAnswers } from '../../../src/contract/window/draft.ts';
import { isPlainObject } from '../../../src/core/spec/tree.ts';
import { isWifiOn, WIFI_SECURITIES } from '../../../src/core/spec/wifi.ts';

/** A network as far as it was described; what a draft has in another shape counts as not said. */
export interface DescribedNetwork {
  readonly ssid: string;
  readonly security: (typeof WIFI_SECURITIES)[number];
  readonly hidden: boolean;
}

/** The networks that the draft has. */
export function networksOf({ wifi }: DraftAnswers): readonly DescribedNetwork[] {
  const networks = isPlainObject(wifi) && Array.isArray(wifi.networks) ? (wifi.networks as readonly unknown[]) : [];
  return networks.map((network) => {
    const { ssid, security, hidden } = isPlainObject(network) ? network : {};
    return {
      ssid: typeof ssid === 'string' ? ssid : '',
      security: WIFI_SECURITIES.find((known) => known === security) ?? 'wpa2',
      hidden: hidden === true,
    };
  });
}

/** The country that the draft has; null for none. */
function countryOf({ wifi }: DraftAnswers): string | null {
  return isPlainObject(wifi) && typeof wifi.country === 'string' ? wifi.country : null;
}

/** Whether the answers switch Wi-Fi on. */
export function isWifiAnswered(answers: DraftAnswers): boolean {
  return isWifiOn({ networks: [...networksOf(answers)], country: countryOf(answers) });
}
