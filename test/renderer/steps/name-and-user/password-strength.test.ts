import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passwordStrength, STRENGTHS } from '../../../../renderer/steps/name-and-user/password-strength.ts';

test.each([
  ['', 'weak'],
  ['a', 'weak'],
  ['raspberry', 'weak'],
  ['Password123456', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['abcdefghijklmnopqrst', 'weak'],
  ['87654321', 'weak'],
  ['qwertz1234', 'weak'],
  ['xkqvbw', 'fair'],
  ['kT9#vq2', 'good'],
  ['wren-tulip', 'good'],
  ['rosemary and time', 'strong'],
  ['kT9#vq2!xR5%', 'strong'],
] as const)('%s is %s', (password, strength) => {
  expect(passwordStrength(password)).toBe(strength);
});

test('a name that is known is worth next to nothing', () => {
  expect(passwordStrength('greenhouse')).not.toBe('weak');
  expect(passwordStrength('Greenhouse', ['ada', 'greenhouse'])).toBe('weak');
});

test('one more sign never makes a password of random signs weaker', () => {
  const level = (password: string): number => STRENGTHS.indexOf(passwordStrength(password));
  fc.assert(
    fc.property(fc.stringMatching(/^[bdgkmpt2479#!]{1,30}$/), fc.constantFrom('z', 'Q', '8', '%'), (password, more) => {
      expect(level(password + more)).toBeGreaterThanOrEqual(level(password));
    }),
  );
});

test('a megabyte takes no time to speak of', () => {
  expect(passwordStrength('password'.repeat(100_000))).toBe('weak');
});
