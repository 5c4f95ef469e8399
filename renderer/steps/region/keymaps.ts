/**
 * Countries whose keyboard a keymap of kbd is, by its name up to the first mark: some are named by the country, others by
 * the language. What is not here is shown by its own name alone.
 */
const COUNTRIES: Readonly<Record<string, string>> = {
  be: 'BE',
  bg: 'BG',
  br: 'BR',
  by: 'BY',
  ca: 'CA',
  cf: 'CA',
  croat: 'HR',
  cz: 'CZ',
  de: 'DE',
  de_CH: 'CH',
  dk: 'DK',
  es: 'ES',
  et: 'EE',
  fi: 'FI',
  fr: 'FR',
  fr_CH: 'CH',
  ge: 'GE',
  gr: 'GR',
  hu: 'HU',
  hu101: 'HU',
  ie: 'IE',
  il: 'IL',
  is: 'IS',
  it: 'IT',
  jp106: 'JP',
  kazakh: 'KZ',
  kyrgyz: 'KG',
  lt: 'LT',
  lv: 'LV',
  mk: 'MK',
  nl: 'NL',
  no: 'NO',
  pl: 'PL',
  pt: 'PT',
  ro: 'RO',
  ru: 'RU',
  sg: 'CH',
  sk: 'SK',
  slovene: 'SI',
  sr: 'RS',
  sv: 'SE',
  trf: 'TR',
  trq: 'TR',
  ua: 'UA',
  uk: 'GB',
  us: 'US',
};

/** The country of a keymap's name; null where it tells none (`neo`, `dvorak`). */
export function countryOfKeymap(keymap: string): string | null {
  const known = Object.keys(COUNTRIES).filter((name) => keymap === name || /^[-._]/.test(keymap.slice(name.length)));
  const fitting = known.filter((name) => keymap.startsWith(name)).sort((a, b) => b.length - a.length)[0];
  return fitting === undefined ? null : (COUNTRIES[fitting] ?? null);
}

/** What XKB, and so a computer with a desktop, calls some keymaps. */
const OF_LAYOUT: Readonly<Record<string, string>> = {
  gb: 'uk',
  se: 'sv-latin1',
  ch: 'sg',
  jp: 'jp106',
  br: 'br-abnt2',
  latam: 'la-latin1',
  ee: 'et',
  hr: 'croat',
  si: 'slovene',
  tr: 'trq',
  be: 'be-latin1',
  pt: 'pt-latin1',
};

/** What this computer's keyboard is called by the console; null when the list has no such keymap. */
export function suggestedKeymap(keyboard: string, keymaps: readonly string[]): string | null {
  const found = [keyboard, OF_LAYOUT[keyboard]].find((name) => name !== undefined && keymaps.includes(name));
  return found ?? null;
}
