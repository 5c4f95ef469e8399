import { AppError } from '../errors/app-error.ts';
import { cacheKeyProblem, OFFERED_CACHES, type Cache } from '../nix/caches.ts';
import { STORE_SCHEMES, storeUrlProblem } from '../nix/store-url.ts';

/**
 * The cache that somebody means: by the name of one that we offer, or by its address and key. Throws AppError
 * `cache-refused` with a `reason`; none of its facts has a password or a key in it.
 */
export function parseCache(named: string, key: string | null): Cache {
  const offered = OFFERED_CACHES.find(({ name }) => name === named);
  if (offered && (key === null || key === offered.key)) return { url: offered.url, key: offered.key };
  if (offered) throw refused('key-other', { name: named });
  if (!named.includes(':')) throw refused('name-unknown', { name: named });
  const url = normal(named);
  const problem = storeUrlProblem(url, 'read');
  if (problem) throw refused(problem.problem, { name: problem.name });
  if (key === null) throw refused('key-missing', { name: url });
  const keyProblem = cacheKeyProblem(key);
  if (keyProblem !== null) throw refused(keyProblem, { name: url });
  return { url, key };
}

/** The caches with one more; another key replaces the one that the same address has. */
export function withCache(caches: readonly Cache[], cache: Cache): readonly Cache[] {
  const at = caches.findIndex(({ url }) => url === cache.url);
  return at < 0 ? [...caches, cache] : caches.map((one, index) => (index === at ? cache : one));
}

/** The caches without one, by its name or address. Throws AppError `cache-refused` (`not-there`). */
export function withoutCache(caches: readonly Cache[], named: string): readonly Cache[] {
  const url = OFFERED_CACHES.find(({ name }) => name === named)?.url ?? normal(named);
  const rest = caches.filter((cache) => cache.url !== url);
  if (rest.length === caches.length) throw refused('not-there', { name: named });
  return rest;
}

/** Nix takes `https://a/` and `https://a` for two caches. */
function normal(url: string): string {
  return url.trim().replace(/(?<=[^/:])\/+$/, '');
}

function refused(reason: string, { name }: { readonly name: string | null }): AppError {
  const offered = OFFERED_CACHES.map((cache) => cache.name).join(', ');
  return new AppError('cache-refused', { reason, name, offered, schemes: STORE_SCHEMES.join(', ') });
}
