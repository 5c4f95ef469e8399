import { expect, test } from 'vitest';
import { createCrashLimit } from '../../src/main/crash-limit.ts';

test('a page that fails again and again is loaded three times within a minute', () => {
  const mayReload = createCrashLimit();
  expect([0, 1000, 2000, 3000, 59_999].map(mayReload)).toEqual([true, true, true, false, false]);
});

test('one that fails now and then is loaded each time', () => {
  const mayReload = createCrashLimit();
  expect([0, 30_000, 60_000, 90_000, 120_000].map(mayReload)).toEqual([true, true, true, true, true]);
});
