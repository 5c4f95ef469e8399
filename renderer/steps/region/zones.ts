import type { Place, TimeZone } from '../../data/lists.ts';

/** The town of a zone's name: `America/Argentina/Buenos_Aires` is Buenos Aires. */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** A zone of the list by its name, or by an older name of it (`Asia/Calcutta`); null when it is none of them. */
export function zoneOf(zones: readonly TimeZone[], name: string): TimeZone | null {
  const exact = zones.find(({ zone }) => zone === name);
  if (exact !== undefined) return exact;
  const canonical = canonicalOf(name);
  if (canonical === null) return null;
  return zones.find(({ zone }) => canonicalOf(zone) === canonical) ?? null;
}

/** The zone whose town is nearest; null for an empty list. */
export function nearestZone(zones: readonly TimeZone[], [longitude, latitude]: Place): TimeZone | null {
  const far = (zone: TimeZone): number => {
    const across = Math.abs(zone.longitude - longitude);
    // Round the back of the map, and degrees of longitude shrink towards the poles.
    const x = Math.min(across, 360 - across) * Math.cos((latitude * Math.PI) / 180);
    return Math.hypot(x, zone.latitude - latitude);
  };
  return zones.reduce<TimeZone | null>((best, zone) => (best === null || far(zone) < far(best) ? zone : best), null);
}

/** What `Intl` calls a zone; null when it has none of that name. */
function canonicalOf(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
