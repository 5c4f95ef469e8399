import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkName, isShortName, makeAlias } from '../../../src/core/fat/alias.ts';

test.each([
  ['nixberry', [], 'NIXBERRY   '],
  ['NIXBERRY', [], 'NIXBERRY   '],
  ['seed.conf', [], 'SEED~1  CON'],
  ['seed.conf', ['SEED~1  CON'], 'SEED~2  CON'],
  ['card.json', ['CARD~1  JSO', 'CARD~2  JSO'], 'CARD~3  JSO'],
  ['config.txt', [], 'CONFIG  TXT'],
  ['config.txt', ['CONFIG  TXT'], 'CONFIG~1TXT'],
  ['longer than eight.txt', [], 'LONGER~1TXT'],
  ['a.b.c', [], 'AB~1    C  '],
  ['.profile', [], 'PROFIL~1   '],
  ['äöü+.t', [], '____~1  T  '],
  ['\u{1f600}', [], '_~1        '],
  ['longname', Array.from({ length: 10 }, (_, i) => `LONGNAM${i}`).concat('LONGNAME   '), 'LONGNA~1   '],
  ['longname', ['LONGNAME   ', ...Array.from({ length: 9 }, (_, i) => `LONGNA~${i + 1}   `)], 'LONGN~10   '],
])('%o beside %o is %o', (name, taken, expected) => {
  expect(makeAlias(name, new Set(taken))).toBe(expected);
});

test('an alias is new, and of 11 characters that a short name may have', () => {
  const names = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), { maxLength: 40 });
  fc.assert(
    fc.property(names, (some) => {
      const taken = new Set<string>();
      for (const name of some) {
        const alias = makeAlias(name, taken);
        expect(alias.slice(0, 8)).toMatch(/^[A-Z0-9!#$%&'()@^_`{}~-]+ *$/);
        expect(alias.slice(8)).toMatch(/^[A-Z0-9!#$%&'()@^_`{}~-]* *$/);
        expect(alias).toHaveLength(11);
        expect(taken.has(alias)).toBe(false);
        taken.add(alias);
      }
    }),
  );
});

test.each(['', 'a/b', 'a:b', 'a\\b', 'a?', 'tab\t', 'dot.', 'space ', '.', '..', 'x'.repeat(256)])(
  '%o is no name',
  (name) => {
    expect(() => checkName(name)).toThrow(RangeError);
  },
);

test.each([
  ['KERNEL8.IMG', true],
  ['kernel8.img', false],
  ['NINELETTERS', false],
  ['A.JSON', false],
  ['A B', false],
])('%o is a short name: %o', (name, short) => {
  expect(isShortName(name)).toBe(short);
});
