import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import en from '../../../assets/locales/en.json' with { type: 'json' };
import { BOARDS } from '../../../src/core/boards/index.ts';
import { REFUSALS, WARNINGS } from '../../../src/core/drives/judge.ts';
import { ERROR_CODES } from '../../../src/core/errors/causes.ts';
import { CARD_STATES, PHASES } from '../../../src/core/flash/protocol-events.ts';
import { NIX_CAUSES } from '../../../src/core/nix/causes.ts';
import { PROBLEMS, SETTING_WARNINGS } from '../../../src/core/spec/codes.ts';
import type { DownloadReason } from '../../../src/node/images/http-get.ts';
import { STEPS } from '../../../renderer/steps/list.ts';

/** An object, so that the compiler misses a reason that has been added. */
const DOWNLOAD_REASONS: Record<DownloadReason, true> = {
  connect: true,
  'no-answer': true,
  stalled: true,
  'early-end': true,
  'http-status': true,
  redirects: true,
  'insecure-redirect': true,
  'no-length': true,
  'no-space': true,
};

const KEYS = Object.keys(en);
const SOURCES = ['src', 'renderer'].flatMap(sourcesIn).join('\n');

/**
 * Keys that are built from a code: the prefix and every code that there is. A key of such a prefix whose code is gone is
 * nobody's any more, although the template that built it is still there.
 */
const CODES: Readonly<Record<string, readonly string[]>> = {
  error: ERROR_CODES,
  'window.error': ERROR_CODES,
  // What a file that was given as a virtual card may be instead, which no drive can be.
  refusal: [...REFUSALS, 'not-a-plain-file', 'folder', 'link', 'is-image', 'large'],
  warning: WARNINGS,
  phase: PHASES,
  state: [...CARD_STATES, 'unbootable-file'],
  // Two that we find ourselves, before or without Nix.
  'nix-cause': [...NIX_CAUSES, 'git-missing', 'hosts-no-set'],
  download: Object.keys(DOWNLOAD_REASONS),
  'setting.problem': PROBLEMS,
  'setting.warning': SETTING_WARNINGS,
  'board.issue': BOARDS.flatMap(({ knownIssues }) => knownIssues.map(({ code }) => code)),
  'window.step': STEPS.map(({ id }) => id),
};

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
}

/** Keys in quotes anywhere in the sources. */
const literals = new Set([...SOURCES.matchAll(/'([\w.$+-]+)'/g)].map(([, text]) => text));

/** Templates such as `window.step.${id}.name`, as patterns of keys; those that begin with a hole say nothing. */
const templates = [...SOURCES.matchAll(/`([a-z][\w-]*\.(?:[\w.-]|\$\{[^{}`]*(?:\{[^{}`]*\}[^{}`]*)?\})*)`/g)]
  .map(([, text = '']) => text)
  .filter((text) => text.includes('${'))
  .map(
    (text) =>
      new RegExp(
        `^${text
          .split(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)?\}/)
          .map(escaped)
          .join('.+')}$`,
      ),
  );

function escaped(text: string): string {
  return text.replaceAll(/[.$+]/g, String.raw`\$&`);
}

/** The table of `error-words.ts` has these prefixes as values: no template shows them whole. */
const BY_TABLE = ['download'];

/** `error.refused.next` is asked for by adding the ending to a key that was found. */
function isUsed(key: string): boolean {
  if (BY_TABLE.some((prefix) => key.startsWith(`${prefix}.`))) return true;
  const base = key.replace(/\.next$/, '');
  return [key, base].some((one) => literals.has(one) || templates.some((template) => template.test(one)));
}

test('every key is used somewhere', () => {
  expect(KEYS.filter((key) => !isUsed(key))).toEqual([]);
});

test.each(Object.entries(CODES))('keys of %s are those of its codes', (prefix, codes) => {
  const named = KEYS.filter((key) => key.startsWith(`${prefix}.`)).map((key) => key.slice(prefix.length + 1));
  // A code may have further keys below it (`.next`, `.title`), and finer ones (`.<reason>`).
  const strays = named.filter((name) => !codes.some((code) => name === code || name.startsWith(`${code}.`)));
  expect(strays).toEqual([]);
});

test('this test sees the sources', () => {
  expect(isUsed('window.step.board.title')).toBe(true);
  expect(isUsed('window.frame.next')).toBe(true);
  expect(isUsed('window.nobody.asks')).toBe(false);
});
