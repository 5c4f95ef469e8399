import type { ReactNode } from 'react';
import { loadKeymaps, loadLocales, loadTimeZones, useList } from '../../data/lists.ts';
import { useComputer } from '../../state/use-computer.ts';
import { useSuggestion } from '../../state/use-suggestion.ts';
import { Form, Pair } from '../../ui/layout.tsx';
import { Example } from './example.tsx';
import { KeyboardField } from './keyboard-field.tsx';
import { suggestedKeymap } from './keymaps.ts';
import { LocaleField } from './locale-field.tsx';
import { ZoneField } from './zone-field.tsx';
import { zoneOf } from './zones.ts';

/** Time zone, language and formats, keyboard: each as this computer has it, until somebody says otherwise. */
export function RegionPage(): ReactNode {
  const computer = useComputer();
  const zones = useList(loadTimeZones);
  const locales = useList(loadLocales);
  const keymaps = useList(loadKeymaps);

  const { timeZone = null, locale = null, keyboard = null } = computer ?? {};
  // What a Pi cannot have is not suggested: core's own default stands.
  useSuggestion('region.timeZone', zones && timeZone ? (zoneOf(zones, timeZone)?.zone ?? null) : null);
  useSuggestion('region.locale', locales && locale !== null && locales.includes(locale) ? locale : null);
  useSuggestion('region.keyboard', keymaps && keyboard !== null ? suggestedKeymap(keyboard, keymaps) : null);

  return (
    <Form>
      <ZoneField zones={zones} />
      <Pair>
        <LocaleField locales={locales} />
        <KeyboardField keymaps={keymaps} />
      </Pair>
      <Example />
    </Form>
  );
}
