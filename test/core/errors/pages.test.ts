import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { Cause } from '../../../src/core/errors/page.ts';
import { CAUSES, ERROR_CODES, ERRORS, exitCodeOf, type ErrorCode } from '../../../src/core/errors/causes.ts';
import { EXIT } from '../../../src/core/errors/exit.ts';

const PAGES: readonly { readonly code: ErrorCode; readonly cause: Cause }[] = ERROR_CODES.map((code) => ({
  code,
  cause: CAUSES[code],
}));
const FACTS = PAGES.flatMap(({ code, cause }) =>
  Object.entries(cause.facts).map(([name, fact]) => ({ code, name, fact })),
);

test('no code stands on two pages', async () => {
  const files = readdirSync('src/core/errors').filter((name) => name.endsWith('.ts') && name !== 'causes.ts');
  const modules = await Promise.all(files.map((name) => import(`../../../src/core/errors/${name}`) as Promise<object>));
  const families = modules.flatMap((module) => Object.entries(module)).filter(([name]) => name.endsWith('_CAUSES'));
  const codes = families.flatMap(([, causes]) => Object.keys(causes as object));
  expect(codes.length).toBeGreaterThan(100);
  expect(codes.sort()).toEqual([...ERROR_CODES].sort());
});

test.each(PAGES)('$code says when it comes about', ({ cause: { when } }) => {
  expect(when).toMatch(/\.$/);
});

test.each(FACTS)('$code: $name says what it is, in values that differ', ({ name, fact: { is, values } }) => {
  expect(is).not.toBe('');
  expect(new Set(values).size).toBe(values.length);
  // Words show sizes and times by these names.
  if (/(^b|B)ytes$|(^m|M)s$/.test(name))
    expect(values.filter((one) => one !== null && typeof one !== 'number')).toEqual([]);
});

describe('an exit code', () => {
  test('is that of the kind', () => {
    expect(exitCodeOf('refused')).toBe(EXIT.refused);
    expect(exitCodeOf('counterfeit')).toBe(4);
    expect(exitCodeOf('drive-lost')).toBe(6);
    expect(exitCodeOf('cancelled')).toBe(130);
  });

  test('is never that of success', () => {
    expect(ERROR_CODES.filter((code) => exitCodeOf(code) === EXIT.done)).toEqual([]);
    expect(Object.keys(ERRORS)).toEqual(ERROR_CODES);
  });
});

test('the compiler knows the facts of a code', () => {
  new AppError('bad-sector', { device: '/dev/sdb', operation: 'write', errno: 'EIO', offset: 512 });
  // @ts-expect-error -- no such fact
  new AppError('bad-sector', { drive: '/dev/sdb' });
  // @ts-expect-error -- no such operation
  new AppError('bad-sector', { operation: 'erase' });
  const code = ERROR_CODES[0];
  // What is only known when it runs may have any facts.
  expect(new AppError(code, { anything: 1 }).facts).toEqual({ anything: 1 });
});
