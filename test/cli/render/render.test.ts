import { describe, expect, test } from 'vitest';
import { bar, barLooks } from '../../../src/cli/render/bar.ts';
import { averageRate, describeMs, describeRemaining, describeShare } from '../../../src/cli/render/format.ts';
import { createStyle } from '../../../src/cli/render/style.ts';
import { table, truncate, truncateMiddle } from '../../../src/cli/render/table.ts';
import { wrapLines } from '../../../src/cli/render/wrap.ts';

describe('table', () => {
  test('aligns by what a cell takes on the terminal, not by its characters', () => {
    const { bad } = createStyle(true);
    const rows = table(
      [
        ['日本', 'a'],
        [bad('no'), 'b'],
        ['long', 'c'],
      ],
      80,
    ).split('\n');
    expect(rows).toEqual(['日本  a', `${bad('no')}    b`, 'long  c']);
  });

  test('wraps the last column below its own beginning', () => {
    expect(table([['/dev/sdb', 'one two three four five six']], 32)).toBe(
      '/dev/sdb  one two three four\n          five six',
    );
  });

  test('of nothing is nothing', () => {
    expect(table([], 80)).toBe('');
  });
});

test('truncate keeps within the width, wide letters too', () => {
  expect(truncate('short', 5)).toBe('short');
  expect(truncate('too long', 5)).toBe('too …');
  expect(truncate('日本語', 5)).toBe('日本…');
});

test('truncateMiddle keeps both ends', () => {
  expect(truncateMiddle('/tmp/a.img', 10)).toBe('/tmp/a.img');
  expect(truncateMiddle('/tmp/cards/a.img', 10)).toBe('/tmp…a.img'.slice(0, 4) + '…a.img');
  expect(truncateMiddle('日本語日本語', 6).length).toBeLessThanOrEqual(4);
});

describe('wrapLines', () => {
  test('breaks between words', () => {
    expect(wrapLines('one two three\nfour', 8)).toBe('one two\nthree\nfour');
  });

  test('leaves what is indented, and never breaks a command', () => {
    expect(wrapLines('  one two three', 8)).toBe('  one two three');
    expect(wrapLines('Next: `nixberry flash a --to b`.', 12)).toBe('Next:\n`nixberry flash a --to b`.');
  });

  test('does not count styles', () => {
    const { bad } = createStyle(true);
    expect(wrapLines(`${bad('Error:')} no`, 9)).toBe(`${bad('Error:')} no`);
  });
});

describe('bar', () => {
  const looks = { done: '#', todo: '-' };
  test.each([
    [0, '----'],
    [0.49, '#---'],
    [0.99, '###-'],
    [1, '####'],
    [null, '----'],
  ])('%s', (share, expected) => {
    expect(bar(share, 4, looks)).toBe(expected);
  });

  test('is ASCII where the terminal has no UTF-8', () => {
    expect(barLooks({ LANG: 'en_GB.UTF-8' }).done).toBe('━');
    expect(barLooks({ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }).done).toBe('#');
    expect(barLooks({ LANG: 'en_GB.UTF-8', LC_ALL: '' }).done).toBe('━');
    expect(barLooks({ LANG: 'en_GB.UTF-8', TERM: 'linux' }).done).toBe('#');
    expect(barLooks({}).done).toBe('#');
  });
});

describe('words for numbers', () => {
  test.each([
    [0, 'under 1 ms'],
    [0.4, 'under 1 ms'],
    [0.6, '1 ms'],
    [999, '999 ms'],
    [9940, '9.9 s'],
    [9960, '10 s'],
    [59_700, '1 min 0 s'],
    [80_000, '1 min 20 s'],
    [3_599_700, '1 h 0 min'],
    [7_500_000, '2 h 5 min'],
  ])('%i ms is %s', (ms, words) => {
    expect(describeMs(ms)).toBe(words);
  });

  test.each([
    [1000, 'a few seconds left'],
    [17_000, 'about 20 s left'],
    [58_000, 'about 1 min left'],
    [170_000, 'about 3 min left'],
    [5_400_000, 'about 1.5 h left'],
  ])('%i ms to go is %s', (ms, words) => {
    expect(describeRemaining(ms)).toBe(words);
  });

  test('100 % is said when everything is done, not before', () => {
    expect(describeShare(0.9999)).toBe('99 %');
    expect(describeShare(1)).toBe('100 %');
  });

  test('a rate over no time at all is not told', () => {
    expect(averageRate(1e6, 0)).toBeNull();
    expect(averageRate(600e6, 10_000)).toBe('60 MB/s');
  });
});
