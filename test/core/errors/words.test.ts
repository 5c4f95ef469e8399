import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/contract/window/preferences.ts';
import type { Cause, FactValue } from '../../../src/core/errors/page.ts';
import { CAUSES, ERROR_CODES, type ErrorCode } from '../../../src/core/errors/causes.ts';
import { errorWords } from '../../../src/words/error-words.ts';
import { createWords, type Messages } from '../../../src/words/words.ts';
import { examplesOf } from './examples.ts';

const en = messagesOf('en');

/** What errorWords() and the commands add: the words of a finer code, the kind of card, the command that was given. */
const ADDED = ['why', 'secret', 'card', 'command'];
/** Elements of a parsed message, by the parser's numbers. */
const LITERAL = 0;
const SELECT = 5;

interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

function messagesOf(language: string): Messages {
  return JSON.parse(readFileSync(`assets/locales/${language}.json`, 'utf8')) as Messages;
}

function partsOf(message: string): readonly Part[] {
  const inside = (parts: readonly Part[]): readonly Part[] =>
    parts.flatMap((part) => [part, ...Object.values(part.options ?? {}).flatMap(({ value }) => inside(value))]);
  return inside(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
}

/** All messages of a cause: what happened, what to do, and those of its reasons. */
function messagesAbout(code: string): readonly (readonly [key: string, message: string])[] {
  return Object.entries(en).filter(([key]) =>
    [`error.${code}`, `window.error.${code}`].some((start) => key === start || key.startsWith(`${start}.`)),
  );
}

const PAGES: readonly { readonly code: ErrorCode; readonly cause: Cause }[] = ERROR_CODES.map((code) => ({
  code,
  cause: CAUSES[code],
}));

describe.each(PAGES)('$code', ({ code, cause: { facts } }) => {
  test('has no words about what is not on its page', () => {
    const asked = messagesAbout(code).flatMap(([, message]) =>
      partsOf(message).flatMap(({ type, value }) => (type === LITERAL || value === undefined ? [] : [value])),
    );
    // {pathWord} is the fact `path`, as one word of a line to paste.
    const strange = asked.filter((name) => ![...ADDED, ...Object.keys(facts)].includes(name.replace(/Word$/, '')));
    expect(strange).toEqual([]);
  });

  test('has a value for every case that its words tell apart', () => {
    const unreached = messagesAbout(code).flatMap(([key, message]) =>
      partsOf(message).flatMap(({ type, value: name = '', options = {} }) => {
        const fact = facts[name];
        if (type !== SELECT || !fact) return [];
        // An empty text says no more than a missing one.
        const values = [...fact.values.map((value) => String(value === '' ? null : value)), fact.optional && 'null'];
        return Object.keys(options)
          .filter((one) => one !== 'other' && !values.includes(one))
          .map((one) => `${key}: ${name} ${one}`);
      }),
    );
    expect(unreached).toEqual([]);
  });

  test('has words of a reason only where there is such a reason', () => {
    const reasons = messagesAbout(code).flatMap(([key]) => /^error\.[^.]+\.([^.]+)/.exec(key)?.[1] ?? []);
    const known = facts.reason?.values.map(String) ?? [];
    expect(reasons.filter((reason) => reason !== 'next' && !known.includes(reason))).toEqual([]);
  });
});

describe.each(LANGUAGES)('in %s', (locale) => {
  const words = createWords({ locale, messages: messagesOf(locale), fallback: {} });

  test.each(PAGES)('$code says what happened and what to do, whatever its facts', ({ code }) => {
    expect(words.hasWords(`error.${code}`) && words.hasWords(`error.${code}.next`)).toBe(true);
    for (const facts of examplesOf(code)) {
      const { message, next } = errorWords(words, code, facts);
      expect(flawsOf(message), `${message} of ${JSON.stringify(facts)}`).toEqual([]);
      expect(flawsOf(next), `${next} of ${JSON.stringify(facts)}`).toEqual([]);
    }
  });
});

/** What must not be in a sentence: a key or an argument in place of words, a gap, two blanks. */
function flawsOf(sentence: string): readonly string[] {
  const flaws: Readonly<Record<string, RegExp>> = {
    empty: /^\s*$/u,
    'a raw key': /^(?:error|refusal|download|secret|nix-cause)\.[\w.-]+$/u,
    'an argument': /\{\w+\}|\{\w+,/u,
    'no value': /\b(?:null|undefined|NaN)\b/u,
    'a gap': / {2}|\(\s*\)| [.,](?=\s|$)|[:：]\s*$/u,
  };
  return Object.entries(flaws).flatMap(([name, pattern]) => (pattern.test(sentence) ? [name] : []));
}

test('a flaw would be found', () => {
  const of = (value: FactValue): readonly string[] => flawsOf(`The card ${String(value)} is gone.`);
  expect(of('/dev/sdb')).toEqual([]);
  expect(of(null)).toEqual(['no value']);
  expect(of('')).toEqual(['a gap']);
});
