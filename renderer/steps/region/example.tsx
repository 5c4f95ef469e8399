import { useEffect, useState, type ReactNode } from 'react';
import { loadCurrencies, useList } from '../../data/lists.ts';
import { languageTag } from '../../data/names.ts';
import { answerAt } from '../../state/draft-store.ts';
import { useDraft } from '../../state/use-draft.ts';
import { isText } from '../../state/use-field.ts';
import { Facts } from '../../ui/facts.tsx';
import { Panel, Section } from '../../ui/layout.tsx';
import { useWords } from '../../words/use-words.ts';
import { DEFAULT_LOCALE } from './locale-field.tsx';

const TICK_MS = 5000;
const AMOUNT = 1234.5;

/** How the Pi will write, with the time that it is there now. Close to what its programs do, which is glibc's own way. */
export function Example(): ReactNode {
  const { t } = useWords();
  const { answers } = useDraft();
  const currencies = useList(loadCurrencies);
  const now = useNow();
  const zone = answerAt(answers, 'region.timeZone');
  const locale = answerAt(answers, 'region.locale');
  const example = exampleOf(
    now,
    isText(zone) ? zone : 'UTC',
    isText(locale) ? locale : DEFAULT_LOCALE,
    currencies ?? {},
  );
  return (
    <Section title={t('window.region.example')}>
      <Panel>
        <Facts
          facts={[
            { name: t('window.region.example.time'), value: example.time },
            { name: t('window.region.example.date'), value: example.date },
            { name: t('window.region.example.number'), value: example.number },
            ...(example.money === null ? [] : [{ name: t('window.region.example.money'), value: example.money }]),
          ]}
        />
      </Panel>
    </Section>
  );
}

export interface RegionExample {
  readonly time: string;
  readonly date: string;
  readonly number: string;
  /** Null for a locale of no country. */
  readonly money: string | null;
}

/** A moment, a number and an amount as people of a locale write them; a zone that `Intl` does not know counts as UTC. */
export function exampleOf(
  now: Date,
  zone: string,
  glibc: string,
  currencies: Readonly<Record<string, string>>,
): RegionExample {
  const tag = languageTag(glibc) ?? 'en-US';
  const timeZone = isZone(zone) ? zone : 'UTC';
  const currency = currencies[/_([A-Z]{2})/.exec(glibc)?.[1] ?? ''];
  return {
    time: new Intl.DateTimeFormat(tag, { timeZone, timeStyle: 'short' }).format(now),
    date: new Intl.DateTimeFormat(tag, { timeZone, dateStyle: 'full' }).format(now),
    number: new Intl.NumberFormat(tag).format(AMOUNT),
    money: currency === undefined ? null : new Intl.NumberFormat(tag, { style: 'currency', currency }).format(AMOUNT),
  };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The time, every five seconds anew. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
