import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/contract/window/preferences.ts';
import { ERROR_CODES } from '../../src/core/errors/causes.ts';
import { NIX_CAUSES } from '../../src/core/nix/causes.ts';
import { windowErrorWords } from '../../src/words/window-error-words.ts';
import { createWords, type Messages, type Words } from '../../src/words/words.ts';
import { examplesOf } from '../core/errors/examples.ts';
import { TERMINAL_ONLY } from '../core/errors/terminal-only.ts';

const IN_WINDOW = ERROR_CODES.filter((code) => !(code in TERMINAL_ONLY));

/** What only somebody at a terminal can follow: our program, an option of it (not what is handed on to another program). */
const OF_THE_TERMINAL = /nixberry [a-z]|(?<!-- )--[a-z]/;
/** "The same command", as each language says it. */
const SAME_COMMAND =
  /same command|(?:den|der)?selben Befehl|même commande|mism[ao] (?:orden|comando)|同じコマンド|[同相][一样同]的?命令/i;

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`);
}

function wordsOf(locale: string): Words {
  const messages = JSON.parse(readFileSync(`assets/locales/${locale}.json`, 'utf8')) as Messages;
  return createWords({ locale, messages, fallback: {} });
}

function strangeIn(text: string): boolean {
  return OF_THE_TERMINAL.test(text) || SAME_COMMAND.test(text);
}

describe.each(LANGUAGES)('in %s', (language) => {
  const words = wordsOf(language);

  test('no cause sends anybody from the window to the terminal', () => {
    const strange = IN_WINDOW.flatMap((code) =>
      examplesOf(code)
        .flatMap((facts) => Object.values(windowErrorWords(words, code, facts)) as string[])
        .filter(strangeIn)
        .map((text) => `${code}: ${text}`),
    );
    expect([...new Set(strange)]).toEqual([]);
  });

  test.each(NIX_CAUSES)('nor does why Nix failed: %s', (cause) => {
    for (const place of [null, 'ada@workshop'])
      for (const onlyBuilders of [true, false]) {
        const facts = { cause, place, onlyBuilders, user: null, host: 'workshop', path: '/pis', derivation: null };
        const { message, next } = windowErrorWords(words, 'build-failed', facts);
        expect([message, next].filter(strangeIn)).toEqual([]);
      }
  });

  test('its way to say "the same command" would be found', () => {
    expect(strangeIn(words.t('error.remote-failed.next'))).toBe(true);
  });
});

describe('in English', () => {
  const words = wordsOf('en');
  const nextOf = (reason: string | null): string =>
    windowErrorWords(words, 'remote-lost', { place: 'forge', reason }).next;

  test("the window's words of the very reason, else its words of the cause", () => {
    expect(nextOf('file')).toBe('Try again. What came was thrown away.');
    expect(nextOf(null)).toBe('Try again: what forge has built stays there.');
  });

  test("where only the terminal has words of the very reason, they help more than the window's in general", () => {
    const facts = { place: 'x', reason: 'host-key' };
    expect(windowErrorWords(words, 'place-unknown', facts).next).toContain('base64 -w0');
    expect(windowErrorWords(words, 'refused', { device: 'a', reason: 'large' }).next).toContain('Allow large drives');
  });
});

test("the page takes the window's words alone", () => {
  const strange = sourcesIn('renderer').filter((path) =>
    /import \{[^}]*\berrorWords(?:Of)?\b[^}]*\} from '[^']*words\/error-words\.ts'/.test(readFileSync(path, 'utf8')),
  );
  expect(strange).toEqual([]);
});
