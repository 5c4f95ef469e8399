import type { Facts } from './app-error.ts';
import { CAUSES, type ErrorCode } from './causes.ts';
import type { Cause } from './page.ts';

/**
 * Those facts of an error that tell nothing about a person: numbers, words of our own, errnos, as their page declares them.
 * What a person, a drive or another program has said is left out whatever it looks like (a network may be called `EDUROAM`), as
 * is every fact that is not on the page of the cause.
 */
export function harmlessFacts(code: ErrorCode, facts: Facts): Facts {
  const page: Cause['facts'] = CAUSES[code].facts;
  return Object.fromEntries(
    Object.entries(facts).filter(([name, value]) => {
      const fact = Object.hasOwn(page, name) ? page[name] : undefined;
      if (fact === undefined || value === null) return false;
      if (typeof value !== 'string') return fact.own || typeof value === 'boolean';
      return fact.own && (fact.values.includes(value) || fact.shape?.test(value) === true);
    }),
  );
}
