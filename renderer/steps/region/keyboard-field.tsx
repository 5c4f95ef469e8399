import { useMemo, type ReactNode } from 'react';
import { countryName } from '../../data/names.ts';
import type { Choice } from '../../ui/list-parts.tsx';
import { useWords } from '../../words/use-words.ts';
import { countryOfKeymap } from './keymaps.ts';
import { OneOfList } from './one-of-list.tsx';

/** Core's own default. */
const DEFAULT_KEYBOARD = 'us';

/** The keymap of the console: what counts when a keyboard is plugged into the Pi. */
export function KeyboardField({ keymaps }: { readonly keymaps: readonly string[] | null }): ReactNode {
  const { t, locale } = useWords();
  const choices = useMemo(() => keymapChoices(keymaps ?? [], locale, t), [keymaps, locale, t]);
  return (
    <OneOfList
      path="region.keyboard"
      label={t('window.region.keyboard')}
      help={t('window.region.keyboard.help')}
      choices={choices}
      fallback={DEFAULT_KEYBOARD}
    />
  );
}

/** Those of countries first, by the country's name; then those that are named after nothing of the kind. */
function keymapChoices(
  keymaps: readonly string[],
  locale: string,
  t: ReturnType<typeof useWords>['t'],
): readonly Choice[] {
  const named = keymaps.map((id) => {
    const country = countryOfKeymap(id);
    if (country === null) return { id, text: id, isNamed: false };
    const text = t('window.region.keyboard.choice', { country: countryName(locale, country), keymap: id });
    return { id, text, isNamed: true };
  });
  return named
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || a.text.localeCompare(b.text, locale))
    .map(({ id, text }) => ({ id, text }));
}
