import { useMemo, type ReactNode } from 'react';
import { loadLand, useList, type TimeZone } from '../../data/lists.ts';
import { countryName } from '../../data/names.ts';
import { isText, useField } from '../../state/use-field.ts';
import { problemWords } from '../../state/problem-words.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import type { Choice } from '../../ui/list-parts.tsx';
import { useWords } from '../../words/use-words.ts';
import { ZoneMap } from './zone-map.tsx';
import { cityOf } from './zones.ts';

const PATH = 'region.timeZone';

/** The time zone of a Pi that nobody has said anything of. */
const DEFAULT_ZONE = 'UTC';

/** The time zone, by its town or country, or by a click near it on the map. */
export function ZoneField({ zones }: { readonly zones: readonly TimeZone[] | null }): ReactNode {
  const words = useWords();
  const { t, locale } = words;
  const { value = DEFAULT_ZONE, set, problem, onBlur } = useField(PATH, isText);
  const land = useList(loadLand);
  const choices = useMemo(() => zoneChoices(zones ?? [], locale, t), [zones, locale, t]);
  // What somebody wrote into a project by hand, and the list does not have, is shown all the same.
  const all = choices.some(({ id }) => id === value) ? choices : [{ id: value, text: value }, ...choices];
  return (
    <div className="flex flex-col gap-3">
      <ComboBox
        path={PATH}
        label={t('window.region.zone')}
        help={t('window.region.zone.help')}
        choices={all}
        value={value}
        onChange={(zone) => {
          if (zone !== null) set(zone);
        }}
        onBlur={onBlur}
        problem={problem && problemWords(words, problem)}
      />
      <ZoneMap zones={zones ?? []} land={land ?? []} zone={value} onChoose={set} />
    </div>
  );
}

function zoneChoices(
  zones: readonly TimeZone[],
  locale: string,
  t: ReturnType<typeof useWords>['t'],
): readonly Choice[] {
  const named = zones.map(({ zone, country }) => ({
    id: zone,
    text: t('window.region.zone.choice', { city: cityOf(zone), country: countryName(locale, country) }),
    detail: zone,
  }));
  return [
    { id: DEFAULT_ZONE, text: t('window.region.zone.utc'), detail: DEFAULT_ZONE },
    ...named.sort((a, b) => a.text.localeCompare(b.text, locale)),
  ];
}
