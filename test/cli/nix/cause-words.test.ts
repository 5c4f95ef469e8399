import { expect, test } from 'vitest';
import en from '../../../assets/locales/en.json' with { type: 'json' };
import { errorWords } from '../../../src/cli/error-words.ts';
import { CAUSE_ROWS, NIX_CAUSES, type NixCause } from '../../../src/core/nix/causes.ts';

/** All that Nix may say besides. */
const sources = CAUSE_ROWS.flatMap(({ matches }) => matches.map(({ source }: RegExp) => source));
const names = sources.flatMap((source) => Array.from(source.matchAll(/\?<(\w+)>/g), ([, name = '']) => name));
const facts = {
  ...Object.fromEntries(names.map((name) => [name, `some-${name}`])),
  ...{ detail: 'some words', derivation: '/nix/store/x.drv' },
};

const wordsAt = (cause: NixCause, place: string | null) => errorWords('build-failed', { ...facts, cause, place });

test.each(NIX_CAUSES)('%s is told of the computer that builds', (cause) => {
  const here = Object.values(wordsAt(cause, null)).join(' ');
  const there = Object.values(wordsAt(cause, 'big')).join(' ');
  expect(there).not.toMatch(/\bthis (?:computer|system|Nix)\b/i);
  // A gap is a blank too many, or an empty pair of parentheses.
  for (const words of [here, there]) expect(words).not.toMatch(/ {2}|\(\)| [.,:;]|null|undefined/);
  expect(here).not.toContain('big');
});

const NAMED: readonly NixCause[] = [
  ...(['flakes-disabled', 'nix-too-old', 'wrong-platform', 'disk-full', 'out-of-memory', 'no-builder'] as const),
  ...(['no-build-users', 'sandbox-unsupported', 'daemon-unreachable', 'daemon-lost', 'store-not-writable'] as const),
  'not-trusted',
];

test.each(NAMED)('%s names it', (cause) => expect(wordsAt(cause, 'big').message).toContain('big'));

test('every place in the words may be missing', () => {
  const used = Object.entries(en).filter(([key, words]) => key.startsWith('nix-cause.') && words.includes('{place'));
  expect(used.filter(([, words]) => !words.includes('{place, select, null {')).map(([key]) => key)).toEqual([]);
});
