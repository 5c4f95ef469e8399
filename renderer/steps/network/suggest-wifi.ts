import type { Computer } from '../../../src/contract/window/computer.ts';
import type { DraftAnswers } from '../../../src/contract/window/draft.ts';
import type { Board } from '../../../src/core/boards/board.ts';
import type { TimeZone } from '../../data/lists.ts';
import { zoneOf } from '../region/zones.ts';

/** Where this computer is: by its time zone, since many people use a language of elsewhere; else by its locale. */
export function suggestedCountry({ timeZone, country }: Computer, zones: readonly TimeZone[]): string | null {
  const zone = timeZone === null ? null : zoneOf(zones, timeZone);
  if (zone !== null) return zone.country;
  return zones.some((known) => known.country === country) ? country : null;
}

/**
 * Wi-Fi as a Pi should have it that comes to where this computer is; null when there is nothing to suggest. A board that
 * has no other way into a network gets an empty one to fill in.
 */
export function suggestedWifi(board: Board, computer: Computer, country: string | null): DraftAnswers[string] | null {
  if (!board.radios.wifi) return null;
  const { wifi } = computer;
  if (wifi !== null && wifi.security !== 'other') {
    const { ssid, hidden, security } = wifi;
    return { country, networks: [{ ssid, hidden, ...(security === null ? {} : { security }) }] };
  }
  return board.ethernet ? null : { country, networks: [{ ssid: '' }] };
}
