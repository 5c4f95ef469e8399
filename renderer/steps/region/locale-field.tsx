import { useMemo, type ReactNode } from 'react';
import { localeName } from '../../data/names.ts';
import type { Choice } from '../../ui/list-parts.tsx';
import { useWords } from '../../words/use-words.ts';
import { OneOfList } from './one-of-list.tsx';

/** Core's own default. */
export const DEFAULT_LOCALE = 'en_US.UTF-8';

/** Language and formats of the Pi's programs. */
export function LocaleField({ locales }: { readonly locales: readonly string[] | null }): ReactNode {
  const { t, locale } = useWords();
  const choices = useMemo(() => localeChoices(locales ?? [], locale), [locales, locale]);
  return (
    <OneOfList
      path="region.locale"
      label={t('window.region.locale')}
      help={t('window.region.locale.help')}
      choices={choices}
      fallback={DEFAULT_LOCALE}
    />
  );
}

function localeChoices(locales: readonly string[], locale: string): readonly Choice[] {
  return locales
    .map((id) => ({ id, text: localeName(locale, id), detail: id }))
    .sort((a, b) => a.text.localeCompare(b.text, locale));
}
