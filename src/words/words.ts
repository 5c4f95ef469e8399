import { IntlMessageFormat } from 'intl-messageformat';
import { sanitizeForDisplay } from '../core/drives/display.ts';
import type { Facts } from '../core/errors/app-error.ts';
import { shellWord } from '../core/shell-word.ts';
import type en from '../../assets/locales/en.json';
import { createAmounts, type Amounts } from './amounts.ts';

export type MessageKey = keyof typeof en;

/** A language's messages: every key of English that it has; what it lacks is said in English. */
export type Messages = Readonly<Partial<Record<MessageKey, string>>>;

/** The words of one language. */
export interface Words extends Amounts {
  /** As BCP 47 has it: `en`, `zh-Hans`. */
  readonly locale: string;
  /**
   * The words of a message, filled with facts: those named `bytes` or `...Bytes` are shown as sizes, `ms` or `...Ms` as
   * durations, and text from outside (labels, paths, other programs' words) loses what could play tricks on a reader.
   * `{pathWord}` is the fact `path` as one word of a line to paste: whatever it holds, a shell takes it for nothing else.
   * A missing fact leaves a gap and never makes an exception: words are needed most when things have gone wrong already.
   */
  readonly t: (key: MessageKey, facts?: Facts) => string;
  /** Things in a row, as the language writes them: `a, b, c`, `a, b und c`, `a、b、c`. */
  readonly list: (things: readonly string[]) => string;
  /** Whether there are words under this key: for codes that come from another process as plain text. */
  readonly hasWords: (key: string) => key is MessageKey;
}

export interface WordsOptions {
  readonly locale: string;
  readonly messages: Messages;
  /** What is said where the language has no words: English. */
  readonly fallback?: Messages;
  /** The region's way to write numbers and days, as a BCP 47 tag: `en-GB`; the language's own by default. */
  readonly formats?: string;
  /** Other sizes and times than the language's own: the terminal has its own, without `Intl`. */
  readonly amounts?: Pick<Amounts, 'bytes' | 'duration'>;
}

// The class asks ICU for each message whether it has the locale, and the first such question takes 17 ms of a start.
// Every locale that we pass is one of our own, so there is nothing to ask.
IntlMessageFormat.resolveLocale = (locales) => new Intl.Locale([locales].flat()[0] ?? 'en');

/** The words of a language. Messages are compiled when they are first needed. */
export function createWords({
  locale,
  messages,
  fallback = messages,
  formats = locale,
  amounts: own,
}: WordsOptions): Words {
  const compiled = new Map<string, IntlMessageFormat>();
  const amounts: Amounts = { ...createAmounts(formats, t), ...own };
  return {
    locale,
    ...amounts,
    t,
    // Not `unit`, which has nothing between the things in Chinese.
    list: (things) => new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }).format(things),
    hasWords: (key): key is MessageKey => Object.hasOwn(messages, key) || Object.hasOwn(fallback, key),
  };

  function t(key: MessageKey, facts: Facts = {}): string {
    const message = compiled.get(key) ?? compile(key);
    compiled.set(key, message);
    const told = { ...amounts, bytes: sizesApart(amounts, facts) };
    const shown = new Map(Object.entries(facts).map(([name, value]) => [name, forDisplay(told, name, value)]));
    const values = new Proxy<Record<string, Fact>>(
      {},
      { has: () => true, get: (_, name) => shown.get(String(name)) ?? asWord(shown, String(name)) },
    );
    return String(message.format(values));
  }

  function compile(key: MessageKey): IntlMessageFormat {
    const said = messages[key];
    // English words get English plurals and numbers, in whatever language the rest is.
    return said === undefined
      ? new IntlMessageFormat(fallback[key] ?? key, 'en', undefined, { ignoreTag: true })
      : new IntlMessageFormat(said, locale, undefined, { ignoreTag: true });
  }
}

type Fact = Facts[string];

function asWord(shown: ReadonlyMap<string, unknown>, name: string): string | null {
  const value = name.endsWith('Word') ? shown.get(name.slice(0, -'Word'.length)) : undefined;
  return typeof value === 'string' ? shellWord(value) : null;
}

/** A sector decides whether an image fits on a drive: two sizes that differ are not shown as the same. */
function sizesApart(amounts: Amounts, { imageBytes, driveBytes }: Facts): Amounts['bytes'] {
  if (typeof imageBytes !== 'number' || typeof driveBytes !== 'number') return amounts.bytes;
  const looksSame = amounts.bytes(imageBytes) === amounts.bytes(driveBytes);
  return looksSame && imageBytes !== driveBytes ? amounts.exactBytes : amounts.bytes;
}

function forDisplay(amounts: Pick<Amounts, 'bytes' | 'duration'>, name: string, value: Fact): Fact {
  if (typeof value === 'string') return sanitizeForDisplay(value);
  if (typeof value !== 'number') return value;
  if (/(^b|B)ytes$/.test(name)) return amounts.bytes(value);
  return /(^m|M)s$/.test(name) ? amounts.duration(value) : value;
}
