import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/contract/window/preferences.ts';

const LOCALES = path.resolve(import.meta.dirname, '../../assets/locales');

type Messages = Readonly<Record<string, string>>;
/** A part of a parsed message, as far as we look: its kind is one of the parser's numbers. */
interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

function messagesOf(language: string): Messages {
  return JSON.parse(readFileSync(path.join(LOCALES, `${language}.json`), 'utf8')) as Messages;
}

const ENGLISH = messagesOf('en');
/** The terminal's own words are English; everything that the window can show is in every language. */
const WANTED = Object.keys(ENGLISH).filter((key) => !key.startsWith('cli.'));

/** ICU's kinds of parts, by the numbers that its parser gives them. */
const LITERAL = 0;
const SELECT = 5;
const PLURAL = 6;

const PLURALS = ['zero', 'one', 'two', 'few', 'many'];

/** All parts of a message, those inside its cases, too. */
function partsOf(message: string, locale: string): readonly Part[] {
  const inside = (parts: readonly Part[]): readonly Part[] =>
    parts.flatMap((part) => [part, ...Object.values(part.options ?? {}).flatMap(({ value }) => inside(value))]);
  return inside(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst());
}

/** What a message is filled with, and the cases that it tells apart: `count plural`, `how select cross,native,other`. */
function slots(message: string, locale: string): string {
  const found = partsOf(message, locale).flatMap(({ type, value: name, options }) => {
    if (name === undefined || type === LITERAL) return [];
    if (options === undefined) return [name];
    // How many plurals there are is each language's own affair; which cases of a select there are is the program's.
    return [name + (type === SELECT ? ` select ${Object.keys(options).sort().join(',')}` : ' plural')];
  });
  return [...new Set(found)].sort().join('; ');
}

/** What stands in a message besides what is filled in, case by case. */
function literalsOf(message: string, locale: string): readonly string[] {
  return partsOf(message, locale).flatMap(({ type, value = '' }) => (type === LITERAL ? [value.trim()] : []));
}

/** The words of a text that are no names: names begin with a capital. */
function plainWords(text: string): number {
  return text.match(/(?<![\p{L}.-])\p{Ll}{2,}(?![\p{L}.-])/gu)?.length ?? 0;
}

/** The message itself, or one of its cases, where it is the English one: names, units and commands may be, sentences not. */
function leftInEnglish(message: string, english: string, locale: string): readonly string[] {
  const said = new Set(literalsOf(english, 'en'));
  return literalsOf(message, locale).filter(
    (text) => said.has(text) && plainWords(text.replaceAll(/`[^`]+`/g, '')) > 3,
  );
}

const CJK = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;
const UNITS = '(?:ms|min|GHz|KiB|MiB|MB|GB|Kio|Mio|Mo|Go|octets|bits|Bit)';
const ANYWHERE = { 'a space that may break before a unit': new RegExp(String.raw`[\d}] ${UNITS}\b`, 'u') };
const EAST_ASIAN = {
  'punctuation that is too narrow': new RegExp(`${CJK}[,;:!?()]|[,;:!?()]${CJK}`, 'u'),
  'a space beside punctuation that has its own': /[、，。；：？！（）] | [、，。；：？！（）]/u,
  'a space between two of its signs': new RegExp(`${CJK} ${CJK}`, 'u'),
};

/** How nobody writes a language, by what is wrong. What is typed as it stands is left out. */
const SLIPS: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  en: ANYWHERE,
  de: { ...ANYWHERE, 'a bare ellipsis': /\p{L}…/u },
  fr: { ...ANYWHERE, 'a space that may break': / [:;!?»](?=[\s}]|$)|« /u, 'a straight apostrophe': /\p{L}'\p{L}/u },
  es: { ...ANYWHERE, 'a question that is not opened': /^[^¿]*\p{L}\?/u },
  ja: { ...ANYWHERE, ...EAST_ASIAN },
  'zh-Hans': { ...ANYWHERE, ...EAST_ASIAN },
};

/** Keys whose words hold such a slip, and which. */
function slipsIn(messages: Messages, language: string): readonly string[] {
  return WANTED.flatMap((key) =>
    Object.entries(SLIPS[language] ?? {})
      .filter(([, slip]) => slip.test((messages[key] ?? '').replaceAll(/`[^`]+`/g, '`')))
      .map(([what]) => `${key}: ${what}`),
  );
}

/** What is typed as it stands: in backticks. */
function commands(text: string): string {
  return Array.from(text.matchAll(/`[^`]+`/g), ([command]) => command)
    .sort()
    .join(' ');
}

test.each([
  ['{count, plural, one {# file} other {# files}} in {place}', 'count plural; place'],
  ['{how, select, cross {x {n}} other {y}}', 'how select cross,other; n'],
])('what %s is filled with is seen', (message, expected) => {
  expect(slots(message, 'en')).toBe(expected);
});

test('English that is left is seen, in one case of a message, too', () => {
  const english = '{n, plural, one {A card is still being written} other {# cards are still being written}}';
  const german = '{n, plural, one {Eine Karte wird noch geschrieben} other {# cards are still being written}}';
  expect(leftInEnglish(german, english, 'de')).toEqual(['cards are still being written']);
  expect(leftInEnglish('Image, NixOS {n}', 'Image, NixOS {n}', 'de')).toEqual([]);
});

test.each(LANGUAGES)('%s is punctuated as it is written', (language) => {
  expect(slipsIn(messagesOf(language), language)).toEqual([]);
});

test('there is a file for each language, and none beside', () => {
  const files = readdirSync(LOCALES).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(LANGUAGES.map((language) => `${language}.json`).sort());
});

describe.each(LANGUAGES.filter((language) => language !== 'en'))('%s', (language) => {
  const messages = messagesOf(language);
  const differing = (of: (text: string, locale: string) => string): readonly string[] =>
    WANTED.filter((key) => of(messages[key] ?? '', language) !== of(ENGLISH[key] ?? '', 'en'));

  test('has all the words that the window can show, and no others', () => {
    expect(Object.keys(messages).filter((key) => !WANTED.includes(key))).toEqual([]);
    expect(WANTED.filter((key) => !Object.hasOwn(messages, key))).toEqual([]);
  });

  test('is filled with what the English is filled with', () => {
    expect(differing(slots)).toEqual([]);
  });

  test('has commands as they are typed', () => {
    expect(differing(commands)).toEqual([]);
  });

  test('is translated', () => {
    const left = WANTED.filter((key) => leftInEnglish(messages[key] ?? '', ENGLISH[key] ?? '', language).length > 0);
    expect(left).toEqual([]);
  });

  test('tells apart the plurals that the language has, and no others', () => {
    const own = new Set<string>(new Intl.PluralRules(language).resolvedOptions().pluralCategories);
    const isStrange = (name: string): boolean => PLURALS.includes(name) && !own.has(name);
    const strange = WANTED.filter((key) =>
      partsOf(messages[key] ?? '', language).some(
        ({ type, options = {} }) => type === PLURAL && Object.keys(options).some(isStrange),
      ),
    );
    expect(strange).toEqual([]);
  });
});
