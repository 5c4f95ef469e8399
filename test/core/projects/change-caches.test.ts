import { describe, expect, it } from 'vitest';
import { AppError, type Facts } from '../../../src/core/errors/app-error.ts';
import { OFFERED_CACHES } from '../../../src/core/nix/caches.ts';
import { parseCache, withCache, withoutCache } from '../../../src/core/projects/change-caches.ts';

const KEY = `cache.example.org-1:${Buffer.alloc(32, 1).toString('base64')}`;
const SECRET = `cache.example.org-1:${Buffer.alloc(64, 1).toString('base64')}`;
const URL = 'https://cache.example.org';
const [offered] = OFFERED_CACHES;

function facts(work: () => unknown): Facts {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'cache-refused') return error.facts;
    throw error;
  }
  throw new Error('it was taken');
}

describe('a cache', () => {
  it('is meant by its name, or by its address and key', () => {
    expect(parseCache('nixos-raspberrypi', null)).toEqual({ url: offered?.url, key: offered?.key });
    expect(parseCache('nixos-raspberrypi', offered?.key ?? null)).toEqual({ url: offered?.url, key: offered?.key });
    expect(parseCache(`${URL}/`, KEY)).toEqual({ url: URL, key: KEY });
    expect(parseCache('file:///', KEY)).toEqual({ url: 'file:///', key: KEY });
  });

  it.each([
    ['cachix', null, 'name-unknown'],
    ['nix-community', KEY, 'key-other'],
    [URL, null, 'key-missing'],
    [URL, 'cache', 'key-syntax'],
    [URL, SECRET, 'key-secret'],
    ['ftp://cache.example.org', KEY, 'url-scheme'],
    ['https://ada:hunter2@cache.example.org', KEY, 'url-credentials'],
  ])('%s with the key %s: %s', (named, key, reason) => {
    const told = facts(() => parseCache(named, key));
    expect(told.reason).toBe(reason);
    expect(JSON.stringify(told)).not.toMatch(/hunter2|AQEB/);
  });
});

describe('the caches of a project', () => {
  const a = { url: 'https://a', key: 'a:1' };
  const b = { url: 'https://b', key: 'b:1' };

  it('get one more, or another key for one', () => {
    expect(withCache([a], b)).toEqual([a, b]);
    expect(withCache([a, b], { ...a, key: 'a:2' })).toEqual([{ ...a, key: 'a:2' }, b]);
  });

  it('lose one by its address or its name', () => {
    expect(withoutCache([a, b], 'https://a/')).toEqual([b]);
    expect(withoutCache([a, ...OFFERED_CACHES], 'nixos-raspberrypi')).toHaveLength(OFFERED_CACHES.length);
    expect(facts(() => withoutCache([a], 'nixos-raspberrypi'))).toMatchObject({ reason: 'not-there' });
  });
});
