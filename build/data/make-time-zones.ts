// Makes assets/data/time-zones.json from zone.tab of the time zone database, which is in the public domain.
// Not from zone1970.tab: that has one name for all zones that have agreed since 1970, and people in Stockholm look for
// Europe/Stockholm and not for Europe/Berlin. NixOS has all of zone.tab's names.
import { givenFile, writeList } from './write-list.ts';

const USAGE = 'tsx build/data/make-time-zones.ts /usr/share/zoneinfo/zone.tab';

const zones = givenFile(USAGE)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [country = '', place = '', zone = ''] = line.split('\t');
    const [latitude, longitude] = readPlace(place);
    return { zone, country, latitude, longitude };
  })
  .sort((a, b) => (a.zone < b.zone ? -1 : 1));

writeList('time-zones.json', zones);

/** ISO 6709, `+DDMM+DDDMM` or with seconds, in degrees. */
function readPlace(text: string): readonly [number, number] {
  const found = /^([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?$/.exec(text);
  if (!found) throw new Error(`no place: ${text}`);
  const [, south, latD, latM, latS, west, lonD, lonM, lonS] = found;
  return [degrees(south, latD, latM, latS), degrees(west, lonD, lonM, lonS)];
}

function degrees(
  sign: string | undefined,
  whole: string | undefined,
  minutes: string | undefined,
  seconds = '0',
): number {
  const value = Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600;
  return Math.round((sign === '-' ? -value : value) * 100) / 100;
}
