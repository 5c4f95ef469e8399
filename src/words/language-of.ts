/**
 * The first of a person's languages (BCP 47 tags, best first) that is among `known`; null when there is none. Chinese counts
 * in simplified script.
 */
export function languageOf<Language extends string>(
  tags: readonly string[],
  known: readonly Language[],
): Language | null {
  for (const tag of tags) {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    if (language === 'zh' && script !== 'Hans' && region !== 'CN') continue;
    const found = known.find((one) => new Intl.Locale(one).language === language);
    if (found) return found;
  }
  return null;
}

/** Those that are BCP 47 tags: where a system has no language (`LANG=C`), what it names as one is none. */
export function languageTags(languages: readonly string[]): string[] {
  return languages.filter((language) => {
    try {
      return new Intl.Locale(language).language !== 'und';
    } catch {
      return false;
    }
  });
}
