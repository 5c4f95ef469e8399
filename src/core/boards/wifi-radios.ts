import type { WifiRadio } from './board.ts';

// Which chip can do WPA3: raspberrypi/linux #4718 (43430, 43436: no; 43455: yes) and #7610 (43456 of the Pi 400: no).

/** BCM43430, BCM43436. */
export const ONE_BAND: WifiRadio = { bands: ['2.4 GHz'], wpa3: false, optional: false };

/** BCM43455. */
export const TWO_BANDS: WifiRadio = { bands: ['2.4 GHz', '5 GHz'], wpa3: true, optional: false };

/** BCM43456. */
export const TWO_BANDS_WITHOUT_WPA3: WifiRadio = { ...TWO_BANDS, wpa3: false };

export const TWO_BANDS_OPTIONAL: WifiRadio = { ...TWO_BANDS, optional: true };
