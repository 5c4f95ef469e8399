/** A country's name in a language (BCP 47); the code where there is none. */
export function countryName(locale: string, country: string): string {
  return new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(country) ?? country;
}

/** A locale of glibc, as `de_AT.UTF-8` or `uz_UZ@cyrillic`, in words; its own name where it is no language. */
export function localeName(locale: string, glibc: string): string {
  const tag = languageTag(glibc);
  if (tag === null) return glibc;
  return new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard' }).of(tag) ?? glibc;
}

const SCRIPTS: Readonly<Record<string, string>> = { latin: 'Latn', cyrillic: 'Cyrl', devanagari: 'Deva' };

/** A locale of glibc as BCP 47 has it; null for `C`, and for what Intl does not take. */
export function languageTag(glibc: string): string | null {
  const [, language, country, modifier] = /^([a-z]{2,3})_([A-Z]{2})(?:\.UTF-8|@([a-z]+))?$/.exec(glibc) ?? [];
  if (language === undefined || country === undefined) return null;
  const script = modifier === undefined ? undefined : SCRIPTS[modifier];
  return [language, script, country].filter((part) => part !== undefined).join('-');
}
