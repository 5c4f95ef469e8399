import { expect, it } from 'vitest';
import {
  loadCurrencies,
  loadKeymaps,
  loadLand,
  loadLocales,
  loadPackages,
  loadTimeZones,
} from '../../../renderer/data/lists.ts';
import { countryName, languageTag, localeName } from '../../../renderer/data/names.ts';
import { packages as packagesSchema } from '../../../src/core/spec/hardware.ts';
import { region } from '../../../src/core/spec/region.ts';

it('has only zones, locales and keymaps that settings take, each once', async () => {
  const zones = (await loadTimeZones()).map(({ zone }) => zone);
  const locales = await loadLocales();
  const keymaps = await loadKeymaps();
  for (const timeZone of zones) expect(region.safeParse({ timeZone }).success, timeZone).toBe(true);
  for (const locale of locales) expect(region.safeParse({ locale }).success, locale).toBe(true);
  for (const keyboard of keymaps) expect(region.safeParse({ keyboard }).success, keyboard).toBe(true);
  for (const list of [zones, locales, keymaps]) expect(new Set(list).size).toBe(list.length);
});

it('has what people look for', async () => {
  const zones = new Map((await loadTimeZones()).map((zone) => [zone.zone, zone]));
  expect(zones.get('Europe/Stockholm')).toEqual({
    zone: 'Europe/Stockholm',
    country: 'SE',
    latitude: 59.33,
    longitude: 18.05,
  });
  // West and south are negative.
  expect(zones.get('America/Sao_Paulo')?.latitude).toBeCloseTo(-23.53, 1);
  expect(zones.get('America/Sao_Paulo')?.longitude).toBeCloseTo(-46.62, 1);
  expect(await loadLocales()).toEqual(expect.arrayContaining(['C.UTF-8', 'en_US.UTF-8', 'de_DE.UTF-8', 'ja_JP.UTF-8']));
  expect(await loadKeymaps()).toEqual(expect.arrayContaining(['us', 'uk', 'de-latin1', 'fr', 'cz-qwertz', 'colemak']));
  expect((await loadPackages()).length).toBeGreaterThan(150);
});

it('has names of packages that settings take, each once and with words', async () => {
  const packages = await loadPackages();
  expect(packagesSchema.safeParse(packages.map(({ name }) => name)).success).toBe(true);
  expect(new Set(packages.map(({ name }) => name)).size).toBe(packages.length);
  expect(packages.filter(({ description }) => description === '')).toEqual([]);
});

it('has zones that the page can reckon with, and land below every continent', async () => {
  for (const { zone, latitude, longitude } of await loadTimeZones()) {
    expect(() => new Intl.DateTimeFormat('en', { timeZone: zone }), zone).not.toThrow();
    expect(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180, zone).toBe(true);
  }
  const land = await loadLand();
  const points = land.flat();
  expect(points.every(([, latitude]) => Math.abs(latitude) <= 90)).toBe(true);
  // No line runs across the whole map: what reaches over its edge goes on outside of it.
  const jumps = land.flatMap((ring) =>
    ring.slice(1).map(([longitude], at) => Math.abs(longitude - (ring[at]?.[0] ?? 0))),
  );
  expect(Math.max(...jumps)).toBeLessThan(90);
  const isLandNear = (x: number, y: number) => points.some(([a, b]) => Math.hypot(a - x, b - y) < 6);
  // Cape of Good Hope, Cape Horn, Gibraltar, the south of Japan, Florida, the south of Australia.
  const capes = [
    [18.5, -34],
    [-68, -55],
    [-5, 36],
    [130, 32],
    [-81, 25],
    [146, -39],
  ] as const;
  expect(capes.filter(([x, y]) => !isLandNear(x, y))).toEqual([]);
});

it('has a currency for the country of every locale', async () => {
  const currencies = await loadCurrencies();
  const countries = (await loadLocales()).flatMap((locale) => /_([A-Z]{2})/.exec(locale)?.[1] ?? []);
  expect(countries.filter((country) => !(country in currencies))).toEqual([]);
  const known = new Set(Intl.supportedValuesOf('currency'));
  expect(Object.values(currencies).filter((currency) => !known.has(currency))).toEqual([]);
});

it('says countries and languages in the language of the page', () => {
  expect(countryName('de', 'CH')).toBe('Schweiz');
  expect(localeName('en', 'de_AT.UTF-8')).toBe('German (Austria)');
  expect(localeName('en', 'uz_UZ@cyrillic')).toBe('Uzbek (Cyrillic, Uzbekistan)');
  expect(localeName('en', 'hi_IN')).toBe('Hindi (India)');
  expect(localeName('en', 'C.UTF-8')).toBe('C.UTF-8');
  expect(languageTag('ca_ES@valencia')).toBe('ca-ES');
});
