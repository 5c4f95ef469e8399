import type { Facts } from './app-error.ts';
import { CAUSES, type ErrorCode } from './causes.ts';
import type { Cause } from './page.ts';

/** As the system names why it refused: `EIO`. */
const ERRNO = /^E[A-Z0-9]{2,14}$/;

/**
 * Those facts of an error that tell nothing about a person: numbers, words of our own, errnos. What a person, a drive or
 * another program has said is left out, as is every fact that is not on the page of the cause.
 */
export function harmlessFacts(code: ErrorCode, facts: Facts): Facts {
  const page: Cause['facts'] = CAUSES[code].facts;
  return Object.fromEntries(
    Object.entries(facts).filter(([name, value]) => {
      const fact = Object.hasOwn(page, name) ? page[name] : undefined;
      if (fact === undefined || value === null) return false;
      if (typeof value === 'string') return ERRNO.test(value) || (fact.own && fact.values.includes(value));
      return fact.own || typeof value === 'boolean';
    }),
  );
}
