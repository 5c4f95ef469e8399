import type { Handlers } from '../../contract/api.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { lookAtThisComputer } from '../../node/projects/this-computer.ts';
import { findWifi, readWifiPassphrase } from '../../node/wifi/this-wifi.ts';
import type { Services } from '../services.ts';

/** Where the facts come from; tests have their own. */
export interface ComputerSources {
  readonly look: () => ReturnType<typeof lookAtThisComputer>;
  readonly wifi: typeof findWifi;
  readonly passphrase: typeof readWifiPassphrase;
}

const THIS_COMPUTER: ComputerSources = {
  look: () => lookAtThisComputer(),
  wifi: () => findWifi(),
  passphrase: (ssid) => readWifiPassphrase(ssid),
};

export function computerHandlers(
  { vault }: Pick<Services, 'vault'>,
  sources: ComputerSources = THIS_COMPUTER,
): Pick<Handlers, 'computer.look' | 'computer.wifiPassphrase'> {
  return {
    'computer.look': async () => {
      const [{ user, timeZone, locale, country, keyboard }, wifi] = await Promise.all([sources.look(), sources.wifi()]);
      return { user, timeZone, locale, country, keyboard, wifi };
    },
    // From here to the vault, and nowhere else: what comes back is nothing.
    'computer.wifiPassphrase': async ({ ssid, security }) => {
      // Only the network that `look` has offered: the page cannot have the passphrases of all that were ever joined.
      if ((await sources.wifi())?.ssid !== ssid) throw new AppError('wifi-passphrase-unreadable', { ssid });
      const passphrase = await sources.passphrase(ssid);
      await vault.set({ kind: 'wifi', ssid, security, passphrase });
      return undefined;
    },
  };
}
