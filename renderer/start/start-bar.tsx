import { ChevronDown, CircleHelp, Settings2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { LANGUAGES } from '../../src/contract/window/preferences.ts';
import { call } from '../bridge/call.ts';
import { Mark } from '../drawings/mark.tsx';
import { useShell } from '../frame/use-shell.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { LANGUAGE_NAMES } from '../words/language-names.ts';
import { useWords } from '../words/use-words.ts';

/** The mark, the language, help and settings. */
export function StartBar(): ReactNode {
  const { t, locale } = useWords();
  const { openHelp, openSettings } = useShell();
  const current = LANGUAGES.find((id) => id === locale) ?? 'en';
  const choices = LANGUAGES.map((id) => ({ id, text: LANGUAGE_NAMES[id], lang: id, isCurrent: id === current }));
  return (
    <header className="flex h-16 flex-none items-center gap-1 px-(--nb-gutter)">
      <span className="flex flex-1 items-center gap-2.5 text-[0.9375rem] font-head">
        <Mark />
        Nixberry
      </span>
      <Menu
        label={t('window.frame.language')}
        choices={choices}
        // One that cannot be kept counts for this run all the same.
        onChoose={(language) => void call('preferences.change', { language }).catch(() => undefined)}
      >
        <Button variant="quiet" size="small" iconAfter={ChevronDown}>
          {LANGUAGE_NAMES[current]}
        </Button>
      </Menu>
      <IconButton icon={CircleHelp} label={t('window.frame.help')} onPress={openHelp} />
      <IconButton icon={Settings2} label={t('window.frame.settings')} onPress={openSettings} />
    </header>
  );
}
