import { expect, test } from 'vitest';
import { offerId } from '../../src/contract/window/call.ts';
import { AppError } from '../../src/core/errors/app-error.ts';
import { createOffers } from '../../src/main/offers.ts';

declare module '../../src/main/offers.ts' {
  interface OfferKinds {
    readonly 'test-path': string;
    readonly 'test-number': number;
  }
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
  }
  return 'no error';
}

test('what was offered is taken by its id, as often as one likes', () => {
  const offers = createOffers();
  const id = offers.offer('test-path', '/srv/a.img');
  expect(offerId.safeParse(id).success).toBe(true);
  expect([offers.take('test-path', id), offers.take('test-path', id)]).toEqual(['/srv/a.img', '/srv/a.img']);
});

test.each([
  ['of another kind', 'test-number'],
  ['withdrawn', 'test-path'],
] as const)('an id that is %s is none', (_, kind) => {
  const offers = createOffers();
  const id = offers.offer('test-path', '/srv/a.img');
  if (kind === 'test-path') offers.withdraw(id);
  expect(codeOf(() => offers.take(kind, id))).toBe('offer-gone');
});

test('a path is no id', () => {
  const offers = createOffers();
  offers.offer('test-path', '/srv/a.img');
  expect(codeOf(() => offers.take('test-path', '/srv/a.img'))).toBe('offer-gone');
});

test('the same thing offered twice has two ids', () => {
  const offers = createOffers();
  expect(offers.offer('test-path', 'a')).not.toBe(offers.offer('test-path', 'a'));
});
