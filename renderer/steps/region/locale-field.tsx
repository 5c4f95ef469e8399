import { useMemo, type ReactNode } from 'react';
import { localeName } from '../../data/names.ts';
import { isText, useField } from '../../state/use-field.ts';
import { problemWords } from '../../state/problem-words.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import type { Choice } from '../../ui/list-parts.tsx';
import { useWords } from '../../words/use-words.ts';

const PATH = 'region.locale';

/** Core's own default. */
export const DEFAULT_LOCALE = 'en_US.UTF-8';

/** Language and formats of the Pi's programs. */
export function LocaleField({ locales }: { readonly locales: readonly string[] | null }): ReactNode {
  const words = useWords();
  const { t, locale } = words;
  const { value = DEFAULT_LOCALE, set, problem, onBlur } = useField(PATH, isText);
  const choices = useMemo(() => localeChoices(locales ?? [], locale), [locales, locale]);
  const all = choices.some(({ id }) => id === value) ? choices : [{ id: value, text: value }, ...choices];
  return (
    <ComboBox
      path={PATH}
      label={t('window.region.locale')}
      help={t('window.region.locale.help')}
      choices={all}
      value={value}
      onChange={(chosen) => {
        if (chosen !== null) set(chosen);
      }}
      onBlur={onBlur}
      problem={problem && problemWords(words, problem)}
    />
  );
}

function localeChoices(locales: readonly string[], locale: string): readonly Choice[] {
  return locales
    .map((id) => ({ id, text: localeName(locale, id), detail: id }))
    .sort((a, b) => a.text.localeCompare(b.text, locale));
}
