import { useMemo, type ReactNode } from 'react';
import { countryName } from '../../data/names.ts';
import type { TimeZone } from '../../data/lists.ts';
import { isText, useField } from '../../state/use-field.ts';
import { useWarnings } from '../../state/use-warnings.ts';
import { problemWords } from '../../state/problem-words.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../words/use-words.ts';

const PATH = 'wifi.country';

/** The country whose radio rules apply. Every country has a time zone: the list is that of the zones. */
export function CountryField({ zones }: { readonly zones: readonly TimeZone[] | null }): ReactNode {
  const words = useWords();
  const { t, locale } = words;
  const { value = null, set, problem, onBlur } = useField(PATH, isText);
  const warnings = useWarnings(PATH);
  const choices = useMemo(() => countriesOf(zones ?? [], locale), [zones, locale]);
  return (
    <>
      <ComboBox
        path={PATH}
        label={t('window.network.country')}
        help={t('window.network.country.help')}
        choices={choices}
        value={value}
        onChange={(country) => set(country ?? undefined)}
        onBlur={onBlur}
        problem={problem && problemWords(words, problem)}
      />
      {warnings.map(({ code, facts }) => (
        <Tag key={code} tone="warn">
          {t(`setting.warning.${code}`, facts)}
        </Tag>
      ))}
    </>
  );
}

function countriesOf(zones: readonly TimeZone[], locale: string) {
  return [...new Set(zones.map(({ country }) => country))]
    .map((id) => ({ id, text: countryName(locale, id), detail: id }))
    .sort((a, b) => a.text.localeCompare(b.text, locale));
}
