import { describe, expect, it } from 'vitest';
import { cacheKeyProblem, cacheOptions, OFFERED_CACHES, offeredName } from '../../../src/core/nix/caches.ts';
import { storeUrlProblem } from '../../../src/core/nix/store-url.ts';

const digits = (bytes: number): string => Buffer.alloc(bytes, 7).toString('base64');

describe('the caches that are offered', () => {
  it.each(OFFERED_CACHES)('$name is right', ({ name, url, key }) => {
    expect(storeUrlProblem(url, 'read')).toBeNull();
    expect(cacheKeyProblem(key)).toBeNull();
    expect(url).toBe(`https://${name}.cachix.org`);
    expect(offeredName({ url, key })).toBe(name);
    expect(offeredName({ url, key: `x-1:${digits(32)}` })).toBeNull();
  });
});

describe('a key', () => {
  it.each([
    [`cache.example.org-1:${digits(32)}`, null],
    [`cache:${digits(64)}`, 'key-secret'],
    [`cache:${digits(31)}`, 'key-syntax'],
    [`cache:${digits(32).slice(0, -1)}`, 'key-syntax'],
    [`cache: ${digits(32)}`, 'key-syntax'],
    [`a b:${digits(32)}`, 'key-syntax'],
    [`cache:${digits(32)} other:${digits(32)}`, 'key-syntax'],
    [digits(32), 'key-syntax'],
    [`:${digits(32)}`, 'key-syntax'],
    ['', 'key-syntax'],
  ])('%j: %s', (key, problem) => expect(cacheKeyProblem(key)).toBe(problem));
});

describe('what Nix is told', () => {
  it('is nothing without a cache, and each word once', () => {
    expect(cacheOptions([])).toEqual([]);
    const [a, b] = [
      { url: 'https://a', key: 'k:1' },
      { url: 'https://b', key: 'k:1' },
    ];
    expect(cacheOptions([a, b])).toEqual([
      ...['--option', 'extra-substituters', 'https://a https://b'],
      ...['--option', 'extra-trusted-public-keys', 'k:1'],
    ]);
  });
});
