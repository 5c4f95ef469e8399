import { IntlMessageFormat } from 'intl-messageformat';
import { describeBytes, sanitizeForDisplay } from '../core/drives/display.ts';
import type { Facts } from '../core/errors.ts';
import en from '../../assets/locales/en.json' with { type: 'json' };
import { shellWord } from '../core/shell-word.ts';
import { describeMs } from './render/format.ts';

export type MessageKey = keyof typeof en;

const MESSAGES: Readonly<Record<string, string>> = en;
const compiled = new Map<string, IntlMessageFormat>();

// The class asks ICU for each message whether it has the locale, and the first such question takes 17 ms of a start.
IntlMessageFormat.resolveLocale = () => new Intl.Locale('en');

/**
 * The words of a message, filled with facts: those named `bytes` or `...Bytes` are shown as sizes, `ms` or `...Ms` as
 * durations, and text from outside (labels, paths, other programs' words) loses what could play tricks on a terminal.
 * `{pathWord}` is the fact `path` as one word of a line to paste: whatever it holds, a shell takes it for nothing else.
 * A missing fact leaves a gap and never makes an exception: words are needed most when things have gone wrong already.
 */
export function t(key: MessageKey, facts: Facts = {}): string {
  const message =
    compiled.get(key) ?? new IntlMessageFormat(MESSAGES[key] ?? key, 'en', undefined, { ignoreTag: true });
  compiled.set(key, message);
  const shown = new Map(Object.entries(facts).map(([name, value]) => [name, forDisplay(name, value)]));
  const values = new Proxy<Record<string, string | number | boolean | null>>(
    {},
    { has: () => true, get: (_, name) => shown.get(String(name)) ?? asWord(shown, String(name)) },
  );
  return String(message.format(values));
}

/** Whether there are words under this key: for codes that come from another process as plain text. */
export function hasWords(key: string): key is MessageKey {
  return Object.hasOwn(MESSAGES, key);
}

function asWord(shown: ReadonlyMap<string, unknown>, name: string): string | null {
  const value = name.endsWith('Word') ? shown.get(name.slice(0, -'Word'.length)) : undefined;
  return typeof value === 'string' ? shellWord(value) : null;
}

function forDisplay(name: string, value: string | number | boolean | null): string | number | boolean | null {
  if (typeof value === 'string') return sanitizeForDisplay(value);
  if (typeof value !== 'number') return value;
  if (/(^b|B)ytes$/.test(name)) return describeBytes(value);
  return /(^m|M)s$/.test(name) ? describeMs(value) : value;
}
