import { expect, test } from 'vitest';
import { splitUnit, timeLeft } from '../../../renderer/jobs/flash-times.ts';
import { ENGLISH } from '../../../renderer/words/use-words.ts';

test.each([
  [0, '1\u00a0s'],
  [12_400, '13\u00a0s'],
  [59_000, '59\u00a0s'],
  [61_000, '2\u00a0min'],
  [9 * 60_000, '9\u00a0min'],
  [9.5 * 60_000, 'about 10\u00a0min'],
])('%d ms left are "%s"', (ms, words) => {
  expect(timeLeft(ms, ENGLISH)).toBe(words);
});

test('a number and its unit are told apart', () => {
  expect(splitUnit('88.4\u00a0MB/s')).toEqual({ value: '88.4', unit: 'MB/s' });
  expect(splitUnit('0')).toEqual({ value: '0', unit: undefined });
});
