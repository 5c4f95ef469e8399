import { describe, expect, it } from 'vitest';
import { bodyOf, createNotify } from '../../src/main/notify.ts';

describe('a notification', () => {
  it.each([
    [true, false, 1],
    [true, true, 0],
    [false, false, 0],
  ])('wanted %s, watched %s: %i', (wanted, watched, count) => {
    const shown: string[] = [];
    const show = (title: string, body: string): void => void shown.push(`${title}: ${body}`);
    createNotify({ isWanted: () => wanted, isWatched: () => watched, show }).say('Built', 'greenhouse');
    expect(shown).toHaveLength(count);
  });

  it.each([
    ['linux', 'a&amp;b&lt;c&gt;.img: written'],
    ['darwin', 'a&b<c>.img: written'],
    ['win32', 'a&b<c>.img: written'],
  ] as const)('is the words that were said, on %s', (platform, body) => {
    expect(bodyOf('a&b<c>.img: written', platform)).toBe(body);
  });
});
