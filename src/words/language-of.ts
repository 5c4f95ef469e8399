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
