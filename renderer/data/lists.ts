import { useEffect, useState } from 'react';

/** A time zone, and the town that it is named after. */
export interface TimeZone {
  readonly zone: string;
  /** ISO 3166, two capital letters. */
  readonly country: string;
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
}

/** A package of nixpkgs that many people want. */
export interface CommonPackage {
  readonly name: string;
  /** A few words, in English as nixpkgs has them. */
  readonly description: string;
}

/** Longitude and latitude in degrees. */
export type Place = readonly [longitude: number, latitude: number];

export async function loadTimeZones(): Promise<readonly TimeZone[]> {
  return (await import('../../assets/data/time-zones.json')).default;
}

/** Names of locales, as `en_GB.UTF-8` and `hi_IN`. */
export async function loadLocales(): Promise<readonly string[]> {
  return (await import('../../assets/data/locales.json')).default;
}

/** Names of the console's keymaps, as `de-latin1`. */
export async function loadKeymaps(): Promise<readonly string[]> {
  return (await import('../../assets/data/keymaps.json')).default;
}

/** Currencies (ISO 4217) by country. */
export async function loadCurrencies(): Promise<Readonly<Record<string, string>>> {
  return (await import('../../assets/data/currencies.json')).default;
}

/** The land as closed rings. */
export async function loadLand(): Promise<readonly (readonly Place[])[]> {
  const { default: rings } = await import('../../assets/data/land.json');
  return rings.map((ring) => ring.map(([longitude = 0, latitude = 0]): Place => [longitude, latitude]));
}

export async function loadPackages(): Promise<readonly CommonPackage[]> {
  return (await import('../../assets/data/packages.json')).default;
}

/** A list, once it is there; null before. `load` is one of the functions above. */
export function useList<List>(load: () => Promise<List>): List | null {
  const [list, setList] = useState<List | null>(null);
  useEffect(() => {
    let isWanted = true;
    // What is shipped with the page is there; if it is not, the field stays empty, and takes what is typed elsewhere.
    load().then(
      (loaded) => {
        if (isWanted) setList(loaded);
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [load]);
  return list;
}
