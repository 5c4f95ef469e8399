import { describe, expect, it } from 'vitest';
import { loadKeymaps, loadTimeZones } from '../../../../renderer/data/lists.ts';
import { exampleOf } from '../../../../renderer/steps/region/example.tsx';
import { countryOfKeymap, suggestedKeymap } from '../../../../renderer/steps/region/keymaps.ts';
import { cityOf, nearestZone, zoneOf } from '../../../../renderer/steps/region/zones.ts';

describe('time zones', () => {
  it('are named after a town', () => {
    expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
    expect(cityOf('UTC')).toBe('UTC');
  });

  it('are found by an older name', async () => {
    const zones = await loadTimeZones();
    expect(zoneOf(zones, 'Europe/Stockholm')?.country).toBe('SE');
    expect(zoneOf(zones, 'Asia/Calcutta')?.zone).toBe('Asia/Kolkata');
    expect(zoneOf(zones, 'Mars/Olympus')).toBeNull();
    expect(zoneOf([], 'Europe/Berlin')).toBeNull();
  });

  it.each([
    [[13.4, 52.5], 'Europe/Berlin'],
    [[-74, 40.7], 'America/New_York'],
    [[151.2, -33.9], 'Australia/Sydney'],
    [[139.7, 35.7], 'Asia/Tokyo'],
    // Round the back of the map: nearer to Fiji in the west than to anything in the east.
    [[-179.9, -17.5], 'Pacific/Fiji'],
  ] as const)('are nearest by %j', async (place, zone) => {
    expect(nearestZone(await loadTimeZones(), place)?.zone).toBe(zone);
  });
});

describe('keymaps', () => {
  it('are suggested under the name that the console has', async () => {
    const keymaps = await loadKeymaps();
    expect(suggestedKeymap('de', keymaps)).toBe('de');
    expect(suggestedKeymap('gb', keymaps)).toBe('uk');
    expect(suggestedKeymap('se', keymaps)).toBe('sv-latin1');
    expect(suggestedKeymap('klingon', keymaps)).toBeNull();
  });

  it('have a country when their name tells one', () => {
    expect(countryOfKeymap('de-latin1-nodeadkeys')).toBe('DE');
    expect(countryOfKeymap('de_CH-latin1')).toBe('CH');
    expect(countryOfKeymap('uk')).toBe('GB');
    expect(countryOfKeymap('neo')).toBeNull();
    expect(countryOfKeymap('dvorak')).toBeNull();
  });
});

describe('the example', () => {
  const noon = new Date('2026-07-01T12:00:00Z');
  const plain = (text: string | null) => text?.replaceAll(/\s/gu, ' ');

  it('is what people of the locale write, at the time that it is there', () => {
    const { time, date, number, money } = exampleOf(noon, 'Asia/Tokyo', 'de_DE.UTF-8', { DE: 'EUR' });
    expect([time, date, number, plain(money)]).toEqual(['21:00', 'Mittwoch, 1. Juli 2026', '1.234,5', '1.234,50 €']);
  });

  it('takes a zone that nobody knows for UTC, and C for English without money', () => {
    expect(plain(exampleOf(noon, 'Mars/Olympus', 'C.UTF-8', {}).time)).toBe('12:00 PM');
    expect(exampleOf(noon, 'UTC', 'C.UTF-8', {}).money).toBeNull();
  });
});
